/** What work a queue item is. */
export const taskActions = [
  'build_server',
  'boot_server',
  'shutdown_server',
  'restart_server',
  'poweroff_server',
  'reset_password',
  'vnc_server',
] as const;

export type TaskAction = (typeof taskActions)[number];
