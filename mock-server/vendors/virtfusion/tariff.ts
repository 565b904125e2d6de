import { HOUR, SECOND } from '../../domain/clock.js';
import type { TaskAction } from './queue/actions.js';

/**
 * Money and durations of the VirtFusion double, with every choice the public sources leave open.
 *
 * Documented: tokens are the unit of account, a month's price is divided by 730 for that of an hour
 * (https://docs.virtfusion.com/api/getUserUsage/), a currency's value is money per token.
 *
 * Chosen:
 * - An hour is charged when it begins, counted from the server's creation, at the terms in force then. So hours are whole
 *   numbers, and the sum over days is that over the month.
 * - A month of the calendar never costs more than 730 hours of a server: the package's monthly price.
 * - Hours that begin while a server is suspended are used, but not billable.
 * - Nothing of the API is an addon, so addons are zero.
 */
export const MONTH_TO_HOUR_RATE = 730;
/** 1 stands for the fixed rate. */
export const MONTH_TO_HOUR_RATE_TYPE = 1;
export const CHARGED_STEP = HOUR;

/** Amounts of tokens are kept as whole ten-thousandths. */
export const TOKEN_PARTS = 10_000;
/** A currency's value is kept and written with ten places. */
export const CURRENCY_PARTS = 10_000_000_000;

/** How long the work of a queue item takes; a build took 23 s in the vendor's printed example. */
export const durations: Readonly<Record<TaskAction, number>> = {
  build_server: 23 * SECOND,
  boot_server: 4 * SECOND,
  shutdown_server: 12 * SECOND,
  restart_server: 9 * SECOND,
  poweroff_server: 2 * SECOND,
  reset_password: 5 * SECOND,
  vnc_server: 1 * SECOND,
};

/** A build waits in the queue for so long: state `queued`, then `building`. */
export const QUEUED = 2 * SECOND;

/** An IPv6 subnet arrives so long after the build; Blesta's module polls for it every 5 s. */
export const IPV6_AFTER = 8 * SECOND;

/** A backup is being made for so long. */
export const BACKUP_TAKES = 60 * SECOND;

/** Minutes until the servers of a pack are deleted, unless told. */
export const PACK_DELETE_DELAY = 30;

/** Login tokens are good for so long. */
export const LOGIN_TTL = 60 * SECOND;

/** A session lasts so long: what the panel's framework has if it is not told otherwise. */
export const SESSION_TTL = 2 * HOUR;

/** Login tokens that expired are known for so much longer, and never more than so many in all. */
export const LOGIN_KEPT = 24 * HOUR;
export const MOST_LOGINS = 1000;

/** VNC tokens that are known of a server: the current one and those before it. */
export const VNC_TOKENS = 20;

/** Traffic periods one can buy blocks for. */
export const TRAFFIC_MONTHS = 25;
