import type { JSX } from 'preact';
import type { IdentityDetail } from '../api/types';
import { Time } from '../parts/time';

export function Facts({ detail }: { readonly detail: IdentityDetail }): JSX.Element {
  const { id, email, createdAt, lastActiveAt, owner, keys } = detail;
  return (
    <section aria-labelledby="facts">
      <h3 id="facts">Details</h3>
      <dl class="facts">
        <dt>ID</dt>
        <dd>
          <code>{id}</code>
        </dd>
        {email === null ? null : <Fact name="E-mail" text={email} />}
        {owner === null ? null : <Fact name="Owner" text={owner.name} />}
        <dt>Last sign-in</dt>
        <dd>{lastActiveAt === null ? 'never' : <Time at={lastActiveAt} />}</dd>
        <dt>Created</dt>
        <dd>
          <Time at={createdAt} />
        </dd>
        {keys.length === 0 ? null : <Fact name="API keys" text={keys.map(({ name }) => name).join(', ')} />}
      </dl>
    </section>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
