/** `npm run transaction-host`: an order and a control commit together, and fail together. */
import { inTransaction } from './in-transaction';
import { ACCOUNT, CUSTOMER, countBoth, openShop } from './open-shop';
import { placeOrder } from './orders';

const url = process.env['DATABASE_URL'];
if (url === undefined) throw new Error('DATABASE_URL says which database to use: a new one, please');

const shop = await openShop(url, (event) => console.log(`  heard after the commit: ${event.type}`));
const show = async (title: string): Promise<void> => {
  const { orders, controls } = await countBoth(shop);
  console.log(`${title}: ${orders} orders, ${controls} controls`);
};
const refused = (error: unknown): void => console.log(`  refused: ${error instanceof Error ? error.message : error}`);

await show('at first');
await placeOrder(shop, { id: 'o-1', accountId: ACCOUNT, customerId: CUSTOMER, cents: 4_900 });
await show('a small order');
await placeOrder(shop, { id: 'o-2', accountId: ACCOUNT, customerId: CUSTOMER, cents: 2_000_000 });
await show('a large order, and the customer is held');
await placeOrder(shop, { id: 'o-2', accountId: ACCOUNT, customerId: CUSTOMER, cents: 2_000_000 }).catch(refused);
await show('the same again: the order is refused by its table');
await placeOrder(shop, { id: 'o-3', accountId: ACCOUNT, customerId: 'nobody', cents: 2_000_000 }).catch(refused);
await show('an unknown customer: the control is refused by Dormouse');
await inTransaction(shop, async (_, dormouse) => {
  await dormouse.controls.create({
    accountId: ACCOUNT,
    identityId: CUSTOMER,
    type: 'DORMANT',
    reasonCode: 'X',
    reason: 'x',
  });
  throw new Error('the host changed its mind');
}).catch(refused);
await show('rolled back by the host: nothing was heard either');
await shop.pool.end();
