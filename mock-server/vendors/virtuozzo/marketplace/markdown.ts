/** Renders the text of a success as the platform's dashboard gets it: Markdown made HTML, what is HTML already left alone. */
export function rendered(markdown: string): string {
  const blocks = markdown
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map(block => block.replace(/^\n+/, '').replace(/\s+$/, ''))
    .filter(block => block !== '');
  // A public client holds that one paragraph alone stands in no element of its own.
  const [only, ...others] = blocks;
  if (only === undefined) return '';
  if (others.length === 0 && kindOf(only) === 'paragraph') return inline(only);
  return blocks.map(blockOf).join('\n');
}

const ITEM = /^ {0,3}([-*+]|\d{1,9}[.)])[ \t]+/;

function kindOf(block: string): 'html' | 'heading' | 'list' | 'paragraph' {
  if (/^ {0,3}<(?!https?:)[a-z/!]/i.test(block)) return 'html';
  if (/^#{1,6} [^\n]*$/.test(block)) return 'heading';
  return block.split('\n').every(line => ITEM.test(line)) ? 'list' : 'paragraph';
}

function blockOf(block: string): string {
  const kind = kindOf(block);
  if (kind === 'html') return block;
  if (kind === 'heading') {
    const level = block.indexOf(' ');
    return `<h${level}>${inline(block.slice(level + 1))}</h${level}>`;
  }
  if (kind === 'paragraph') return `<p>${inline(block)}</p>`;
  const lines = block.split('\n');
  const tag = /^ {0,3}\d/.test(block) ? 'ol' : 'ul';
  return `<${tag}>\n${lines.map(line => `<li>${inline(line.replace(ITEM, ''))}</li>`).join('\n')}\n</${tag}>`;
}

/** Emphasis, code, links and line ends. Marks inside words are none; none of the patterns can go back over more than a line. */
const inline = (text: string): string =>
  text
    .split('`')
    .map((piece, at, all) => (at % 2 === 1 && at < all.length - 1 ? `<code>${piece}</code>` : marked(piece)))
    .join('');

const marked = (text: string): string =>
  text
    .replaceAll(/\*\*([^*\n]{1,2000})\*\*/g, '<strong>$1</strong>')
    .replaceAll(/(?<!\w)__([^_\n]{1,2000})__(?!\w)/g, '<strong>$1</strong>')
    .replaceAll(/\*([^*\s][^*\n]{0,2000})\*/g, '<em>$1</em>')
    .replaceAll(/(?<!\w)_([^_\s][^_\n]{0,2000})_(?!\w)/g, '<em>$1</em>')
    .replaceAll(/\[([^[\]\n]{1,1000})\]\(([^()\s]{1,2000})\)/g, '<a href="$2">$1</a>')
    .replaceAll(/ {2,20}\n/g, '<br />\n');
