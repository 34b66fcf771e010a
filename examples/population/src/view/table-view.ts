import type { PolicySet } from '@dormouse/core';
import type { Output } from '../output';
import { DAYS_AHEAD, type Summary } from '../summary';
import { sourceNames } from './names';
import { printable } from './printable';
import { aheadSection, dueSection, explanationSection, type Frame, inactiveSection, statusSection } from './sections';
import { cut, number, wrap } from './text';
import type { Explained, Section, View } from './view';

/** What a person wants to see, on one screen for each input. */
export function createTableView(output: Output, set: PolicySet, frame: Frame): View {
  let section: Section | null = null;
  let sections = 0;
  return {
    begin(next) {
      section = next;
      sections += 1;
      return undefined;
    },
    result: () => undefined,
    end(summary, problems, explained) {
      if (section === null) return undefined;
      const lines = [
        ...(sections > 1 ? ['', '─'.repeat(frame.width), ''] : []),
        ...head(section, summary, problems, set, frame),
        ...body(summary, explained, { ...frame, width: frame.width - 2 }),
      ];
      return output.write(`${lines.join('\n')}\n`);
    },
    close: () => undefined,
  };
}

function head(
  section: Section,
  summary: Summary,
  problems: number,
  set: PolicySet,
  { width, style, stages }: Frame,
): string[] {
  const at = new Date(section.at)
    .toISOString()
    .replace(/:\d\d\.\d{3}Z$/, ' UTC')
    .replace('T', ' ');
  const policies = set.policies.map(({ document }) => `${document.title ?? document.id}`);
  const steps = stages.map(({ label, after }) => `${label} ${after}`);
  return [
    style.heading(cut(printable(section.source), width)),
    `${number(summary.total)} ${summary.total === 1 ? 'identity' : 'identities'} from ${sourceNames[section.kind]}, as of ${at}`,
    cut(printable(`Policy: ${policies.join(', ')} (${steps.join(', ')})`), width),
    ...remarks(summary, problems)
      .flatMap((remark) => wrap(remark.split(' '), width))
      .map(style.faint),
  ];
}

function remarks(summary: Summary, problems: number): string[] {
  const undecided = [...summary.undecided].map(
    ([fact, count]) => `${number(count)} undecided: the fact ${printable(fact)} is missing`,
  );
  const counts: readonly (readonly [number, string])[] = [
    [summary.notApplicable, 'not under any policy'],
    [summary.exempt, 'exempt'],
    [summary.notYet, 'not yet created at that time'],
    [problems, problems === 1 ? 'row could not be used' : 'rows could not be used'],
  ];
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${number(count)} ${what}`);
  return told.length + undecided.length === 0 ? [] : [[...told, ...undecided].join(' · ')];
}

function body(summary: Summary, explained: Explained | null, frame: Frame): string[] {
  const { style } = frame;
  const part = (title: string, note: string, lines: readonly string[]) => [
    '',
    style.heading(title) + (note === '' ? '' : style.faint(`  ${note}`)),
    ...lines.map((line) => `  ${line}`.trimEnd()),
  ];
  const { inactive } = summary;
  const none = [style.faint('nobody')];
  return [
    ...part('STATUS', '', statusSection(summary, frame)),
    ...part(
      'INACTIVE',
      `${number(inactive.count)} of ${number(summary.total)} are past the first stage, the longest first`,
      inactive.count > 0 ? inactiveSection(summary, frame) : none,
    ),
    ...part('DUE NOW', '', summary.due.size > 0 ? dueSection(summary, frame) : none),
    ...part(
      `NEXT ${DAYS_AHEAD} DAYS`,
      'if nobody returns, and each notice goes out on its day',
      aheadSection(summary, frame),
    ),
    ...(explained === null
      ? []
      : part('EXPLAINED', printable(explained.id), explanationSection(explained.text, frame))),
  ];
}
