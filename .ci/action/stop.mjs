// Stops the server that `start.mjs` started, and shows what it said.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const { STATE_pid: pid, STATE_log: log } = process.env;

/** Whether there was still a process to be sent this. */
function sent(signal) {
  try {
    process.kill(Number(pid), signal);
    return true;
  } catch {
    return false;
  }
}

if (pid) {
  sent('SIGTERM');
  // Calls that are under way end first.
  for (let waited = 0; waited < 10_000 && sent(0); waited += 50) await pause(50);
  sent('SIGKILL');
  const said = readFileSync(log, 'utf8');
  process.stdout.write(`::group::What hostdouble said\n${said}\n::endgroup::\n`);
}
