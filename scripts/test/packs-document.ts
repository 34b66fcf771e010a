import { PACKS_CHECKED, type Pack, type PackStage, packs } from '../../packages/core/src/packs';

/** What docs/packs.md says, from the data of the packs. */
export function packsDocument(): string {
  return `${[intro, table(), use, missing, ...packs.map(section)].join('\n\n')}\n`;
}

const intro = `# Policy packs

A pack is a rule that somebody else wrote down, as a policy that names it. There are ${packs.length}, at
\`@dormouse/core/packs\`; each is data, and \`buildPack\` makes a policy document of it. The facts were looked up in
${PACKS_CHECKED}. **They are not legal advice: check the current text of a clause before you rely on it.** This page is made
from the same data.

Grades: *confirmed* by a primary text or a faithful copy; *note*: usable, but read its note (a vendor's default, a
secondary source, an old edition, a pending change); *template*: the text gives no number, so you must.`;

const use = `## Using one

\`\`\`ts
import { buildPack, composePacks, pciDss826 } from '@dormouse/core/packs';

const pci = buildPack(pciDss826, {
  appliesTo: { all: [{ fact: 'labels', operator: 'contains', value: 'cardholder-data' }] },
  stages: { warn: 'P75D' },
});
await dormouse.policies.activate({ accountId: 'acme', document: pci.policy, reason: 'PCI DSS 8.2.6' });
\`\`\`

- **Dates.** A parameter under \`stages\` is a duration without activity. One that the source does not allow, for any start
  and time zone, is refused with \`OUTSIDE_SOURCE\` and its place; a template without a number with \`MISSING_KEY\`.
- **Deadlines.** "Within 90 days" must be complete on day 90, so that default is 89 days: the rest is for the sweep. "After
  45 days" acts on the date. Where the law gives a latest date, the control does not wait for a late warning
  (\`"notice": "none"\`, P4). Where it protects the holder, nothing acts before its date, and late notices put the rest off.
- **Resolution.** A \`resolution\` in the settings (A6) makes every date that much later: shorten the stages by it.
- **The clock** is the engine's (A3): the end of an exemption and a reactivation restart it, and where nothing was seen yet it starts
  with \`trackingSince\`. Import the real last activity, or the first dates are later than the law's.
- **Cycles.** Each pack asks for a requirement type of its own, such as \`ACCESS_REVIEW:nydfs-500.7\`, because the same type is demanded
  once only, by the first policy (R3a). \`cycle: { requirement: 'ACCESS_REVIEW' }\` shares one knowingly.
- **Marks.** Where the source classifies and does not disable, the pack sets a control of a type that restricts nothing.
  Add \`controlTypes\` of the built pack to the settings of the account.
- **Whom it is for.** A pack applies to everyone unless you give \`appliesTo\`; some are about a few, and ask for it. Nobody is
  exempt until you say so under \`exempt\`, whatever the source would let out.
- **Together.** \`composePacks({ packs, own })\` checks packs and your own policies together. Each stays a policy of its own:
  whichever is stricter acts first, so that an own rule can never loosen a law. An own stage that would set a pack's control
  before the date that its source protects is refused, as are two packs that contradict each other so; one that comes later is reported as \`LOOSER_THAN_SOURCE\`.
- **Limits.** \`limits\` has the bounds of all packs as data, for a lint of your own policies.`;

const missing = `## What is not a pack

Definitions of activity (Utah s. 208, Coinbase); searches for lost securityholders (SEC 17Ad-17), whose clock is the loss;
the CIS Linux password lock, whose clock is the expiry of the password; CJIS AC-2(2), whose clock is the age of the account;
"1, 3 and 5 years" of KYC, which no law says. SOC 2, ISO 27001 and HIPAA have no number of days, so there is no pack that
claims one.

## The packs`;

function table(): string {
  const rows = packs.map((pack) => {
    const { framework, edition, clause, grade } = pack.citation;
    const cells = [`[${pack.id}](#${anchor(pack.id)})`, `${framework}${edition === null ? '' : ` ${edition}`}`, clause];
    return `| ${[...cells, dates(pack), grade].map(cell).join(' | ')} |`;
  });
  return ['| pack | source | clause | acts after | grade |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** GitHub's anchor of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function dates({ demand }: Pack): string {
  if (demand.kind === 'cycle') return `every ${demand.atMost}`;
  const said = demand.stages.filter(({ basis, required }) => basis === 'law' || required);
  return said.map(({ id, after }) => `${id} ${after ?? 'yours'}`).join(', ');
}

function section(pack: Pack): string {
  const { citation, demand } = pack;
  const lines = [
    `**${pack.title}.** ${citation.clause}. ${citation.scope}.`,
    ...(citation.note === null ? [] : [`*Note.* ${citation.note}`]),
    [
      ...(demand.kind === 'cycle' ? [cycleLine(pack)] : [...demand.stages, ...(demand.neverUsed ?? [])].map(stageLine)),
      ...(pack.appliesTo === 'host' ? ['- You must say whom it is for (`appliesTo`).'] : []),
      ...(citation.boundary === null ? [] : [`- Boundary in the source: ${citation.boundary}.`]),
      ...(citation.activity === null ? [] : [`- Activity: ${citation.activity}.`]),
      ...(citation.notices === null ? [] : [`- Notices: ${citation.notices}.`]),
      ...(citation.evidence === null ? [] : [`- Proof: ${citation.evidence}.`]),
      ...listLine('Does not cover', citation.notCovered),
      ...listLine('The source lets out', citation.mayBeExempt),
      ...listLine('**Unverified**', citation.unverified),
      ...pack.notes.map((note) => `- ${note}`),
      `- Sources (${citation.confidence}): ${citation.sources.map(({ ref, kind }) => `${ref} (${kind})`).join('; ')}.`,
    ].join('\n'),
  ];
  return [`### ${pack.id}`, ...lines].join('\n\n');
}

function listLine(title: string, members: readonly string[]): readonly string[] {
  return members.length === 0 ? [] : [`- ${title}: ${members.join('; ')}.`];
}

function stageLine(stage: PackStage): string {
  const { id, does, after, atMost, atLeast, over, basis, required } = stage;
  const what = 'notify' in does ? `notice \`${does.notify}\`` : `control \`${does.control.type}\``;
  const bounds = [
    ...(atMost === null ? [] : [`at most ${atMost}`]),
    ...(atLeast === null ? [] : [`at least ${atLeast}`]),
    ...(over === null ? [] : [`more than ${over}`]),
    ...leadBounds(stage),
  ];
  const allowed = bounds.length === 0 ? 'any date' : bounds.join(', ');
  const unless = required
    ? 'no default, you must give one'
    : after === null
      ? 'left out by default'
      : `default ${after}`;
  return `- Stage \`${id}\`: ${what}, ${unless}; allowed: ${allowed}${basis === 'practice' ? '; ours, not the law’s' : ''}.`;
}

function leadBounds({ lead }: PackStage): readonly string[] {
  if (lead === null) return [];
  const { before, atLeast, atMost } = lead;
  return [
    ...(atLeast === null ? [] : [`at least ${atLeast} before \`${before}\``]),
    ...(atMost === null ? [] : [`at most ${atMost} before \`${before}\``]),
  ];
}

function cycleLine({ id, demand }: Pack): string {
  if (demand.kind !== 'cycle') return '';
  const { requirement, validFor, renewalGrace, dueWithin, atMost, onOverdue } = demand;
  const overdue = typeof onOverdue === 'string' ? onOverdue : `control \`${onOverdue.control.type}\``;
  return `- Requirement \`${requirement}:${id}\`: valid for ${validFor}, then ${renewalGrace} of grace; the first one due within ${dueWithin}; overdue: ${overdue}. Allowed: at most ${atMost} in all.`;
}
