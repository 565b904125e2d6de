import { fixed } from '../../../domain/money.js';
import { timeText } from '../common.js';
import type { Payment } from './record.js';

/**
 * The receipt of a payment: a PDF of one page, in letters of ASCII only, so that its text is its bytes. What stands on the
 * vendor's, which Stripe makes, is not documented.
 */
export function receiptOf({ uuid, amount, updatedAt }: Payment): string {
  const lines = ['Receipt', `Payment ${uuid}`, `Date paid ${timeText(updatedAt)}`, `Amount paid $${fixed(amount, 2)}`];
  const shown = lines.map(line => `(${line}) Tj 0 -24 Td`).join(' ');
  const content = `BT /F1 14 Tf 72 760 Td ${shown} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${`${offset}`.padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
  return `${file}${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}
