import type { MoneyBill } from './money-bill.js';

const places = (least: number, most: number) =>
  new Intl.NumberFormat('en', { minimumFractionDigits: least, maximumFractionDigits: most });
const usual = places(2, 2);
const fine = places(4, 4);

/** Below this two places would tell too little. */
const LITTLE = 1;

type Unit = MoneyBill['unit'];

/** An amount without its unit. */
export const amountText = (amount: number): string => usual.format(amount);

/** An amount an hour, which is often little, without its unit. */
export const rateText = (rate: number): string => (rate !== 0 && Math.abs(rate) < LITTLE ? fine : usual).format(rate);

/** An amount with its unit. */
export const moneyText = (amount: number, { name }: Unit): string => `${amountText(amount)} ${name}`;

/** What an amount of something that is no currency is worth in one; undefined for a currency. */
export const worthText = (amount: number, { worth }: Unit): string | undefined =>
  worth === null ? undefined : `${amountText(amount * worth.value)} ${worth.currency}`;
