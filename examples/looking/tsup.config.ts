import { defineConfig } from 'tsup';
import { program } from '../../tsup.base';

export default defineConfig(program(['src/main.ts']));
