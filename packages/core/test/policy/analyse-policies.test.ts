import { describe, expect, it } from 'vitest';
import { analysePolicies, isDormouseError } from '../../src/index';

const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
const kind = (...kinds: string[]) => ({ all: [{ fact: 'kind', operator: 'in', value: kinds }] });
const rule = (after: string, more: object = {}) => ({
  id: 'r',
  stages: [{ id: 's', after, control: dormant }],
  ...more,
});
const policy = (id: string, more: object) => ({ id, ...more });
const said = (...policies: object[]) => analysePolicies({ policies }).map(({ code, pointer }) => `${code} ${pointer}`);

describe('two policies', () => {
  it('different dates for the same control, with an example', () => {
    const policies = [
      policy('a', { inactivity: [rule('P45D')] }),
      policy('b', { appliesTo: kind('user'), inactivity: [rule('P90D')] }),
    ];
    expect(analysePolicies({ policies })).toEqual([
      {
        code: 'DATES_DIFFER',
        severity: 'warning',
        pointer: '/policies/1/inactivity/0/stages/0/after',
        message:
          'the rule "r" of "a" sets DORMANT after P45D, this after P90D: the sooner acts (such as kind = "user")',
      },
    ]);
  });

  it('nothing where the conditions keep them apart', () => {
    expect(
      said(
        policy('a', { appliesTo: kind('user'), inactivity: [rule('P45D')] }),
        policy('b', { inactivity: [{ ...rule('P45D'), id: 'users', when: kind('user') }, rule('P90D')] }),
      ),
    ).toEqual([]);
  });

  it('what a return does', () => {
    expect(
      said(
        policy('a', { inactivity: [rule('P45D')] }),
        policy('b', { inactivity: [rule('P45D', { onReturn: 'lift' })] }),
      ),
    ).toEqual(['RETURN_DIFFERS /policies/1/inactivity/0/onReturn']);
  });

  it('one requirement on two terms', () => {
    const set = (...require: object[]) => ({ requirements: [{ id: 's', require }] });
    expect(
      said(
        policy('a', set({ type: 'KYC', validFor: 'P1Y' }, { type: 'NDA' })),
        policy('b', set({ type: 'NDA' }, { oneOf: [{ type: 'ID' }, { type: 'KYC', validFor: 'P5Y' }] })),
      ),
    ).toEqual(['DEMAND_DIFFERS /policies/1/requirements/0/require/1/oneOf/1']);
  });

  it('an exemption that another policy does not know', () => {
    const exempt = [{ id: 'x', when: kind('vault'), reason: 'r', owner: 'o', reviewBy: '2030-01-01T00:00:00Z' }];
    const [a, b] = [policy('a', { exempt, inactivity: [rule('P45D')] }), policy('b', { inactivity: [rule('P45D')] })];
    expect(said(a, b)).toEqual(['EXEMPT_IN_ONE_ONLY /policies/0/exempt/0']);
    expect(said(a, { ...a, id: 'b' })).toEqual([]);
  });

  it('each one is looked at as well', () => {
    const twice = [rule('P45D'), { ...rule('P90D'), id: 'shadowed' }];
    expect(said(policy('a', {}), policy('b', { inactivity: twice }))).toEqual([
      'SHADOWED_RULE /policies/1/inactivity/1',
    ]);
  });

  it('is cut where it would take long, and says so', () => {
    const rules = Array.from({ length: 300 }, (_, index) => ({
      ...rule('P45D'),
      id: `r${index}`,
      when: { any: [{ fact: 'attributes', path: `$.a${index}`, operator: 'equal', value: index }] },
    }));
    expect(
      said(
        policy('a', { inactivity: rules }),
        policy('b', { inactivity: rules.map((one) => ({ ...one, onReturn: 'lift' })) }),
      ),
    ).toContain('LINT_CUT ');
  });

  it('C1 with a fault there is no advice', () => {
    expect(said(policy('a', { inactivity: [rule('P45D'), rule('P90D')] }), policy('a', {}))).toEqual([
      'DUPLICATE_ID /policies/0/inactivity/1/id',
      'DUPLICATE_ID /policies/1/id',
    ]);
    for (const input of [null, {}, { policies: 5 }]) {
      try {
        analysePolicies(input as never);
        expect.unreachable();
      } catch (error) {
        expect(isDormouseError(error, 'INVALID_ARGUMENT')).toBe(true);
      }
    }
  });
});
