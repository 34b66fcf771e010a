import { render } from 'preact';
import { App } from './app';
import { applyTheme, storedTheme } from './state/theme';

applyTheme(storedTheme());
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
