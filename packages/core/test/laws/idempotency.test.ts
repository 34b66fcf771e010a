import { describe, expect, it } from 'vitest';
import { createPopulation, DAY, refusal } from '../engine/support';

const request = {
  accountId: 'acme',
  identityId: 'u-1',
  type: 'DORMANT',
  reasonCode: 'OTHER',
  reason: 'test',
  idempotencyKey: 'order-17',
} as const;

describe('idempotency keys of control commands', () => {
  it('K2 with the same idempotency key the existing control comes back, unchanged and without an event', async () => {
    const { dormouse, clock } = await createPopulation(['u-1']);
    const first = await dormouse.controls.create(request);
    const events = (await dormouse.events.list({ accountId: 'acme' })).items.length;
    clock.now += DAY / 2;
    expect(await dormouse.controls.create({ ...request, reason: 'another' })).toEqual(first);
    expect((await dormouse.events.list({ accountId: 'acme' })).items).toHaveLength(events);
    expect(await refusal(dormouse.controls.create({ ...request, idempotencyKey: 'order-18' }))).toMatchObject({
      code: 'CONTROL_EXISTS',
    });
  });

  it('K2 the key is forgotten after 24 hours', async () => {
    const { dormouse, clock } = await createPopulation(['u-1']);
    await dormouse.controls.create(request);
    clock.now += DAY;
    expect(await refusal(dormouse.controls.create(request))).toMatchObject({ code: 'CONTROL_EXISTS' });
  });

  it('K3 a deletion repeated under its key gives the first answer; without it the second is refused', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    const { id } = await dormouse.controls.create(request);
    const gone = { accountId: 'acme', controlId: id, reason: 'back again', idempotencyKey: 'order-19' };
    const first = await dormouse.controls.delete(gone);
    expect(await dormouse.controls.delete(gone)).toEqual(first);
    expect(await refusal(dormouse.controls.delete({ ...gone, idempotencyKey: null }))).toMatchObject({
      code: 'CONTROL_ALREADY_DELETED',
    });
    expect(await refusal(dormouse.controls.delete({ ...gone, idempotencyKey: 'order-17' }))).toMatchObject({
      code: 'CONFLICT',
    });
  });
});
