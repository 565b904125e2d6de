import '../server/jitless.js';
import '../style/tokens.css';
import '../style/base.css';
import './docs.css';
import { render } from 'preact';
import { DocsPage } from './docs-page.js';

const root = document.getElementById('docs');
if (root !== null) render(<DocsPage />, root);
