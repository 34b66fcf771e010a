import { runHost } from '@dormouse/example-host-kit';
import { createFintechHost } from './create-fintech-host';
import { readOptions } from './options';
import { addSampleData } from './sample-data';

await runHost({
  name: 'fintech-host',
  create: async (kit) => {
    const options = readOptions(process.argv.slice(2), process.env);
    // Sample data belongs to the local account: a host with tokens starts empty.
    const prepare = kit.config.tokens === null ? { prepare: addSampleData } : {};
    return createFintechHost(kit, { ...options, ...prepare });
  },
});
