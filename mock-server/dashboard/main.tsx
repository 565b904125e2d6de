import './server/jitless.js';
import './server/events.js';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/table.css';
import './style/frame.css';
import { render } from 'preact';
import { App } from './app.js';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
