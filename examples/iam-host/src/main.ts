import { runHost } from '@dormouse/example-host-kit';
import { createIamHost } from './create-iam-host';
import { addSampleData, SAMPLE_ACCOUNT } from './sample-data';

const every = process.env['DORMOUSE_SWEEP_EVERY'] ?? 'PT5M';

await runHost({
  name: 'iam-host',
  create: async (kit) => {
    const host = await createIamHost(kit, { sweepEvery: every === 'never' ? null : every, prepare: addSampleData });
    process.stdout.write(`account ${SAMPLE_ACCOUNT}\n`);
    return host;
  },
});
