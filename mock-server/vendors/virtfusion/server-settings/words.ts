/** Sections of a server's libvirt XML that one can write oneself. */
export const xmlSections = ['domain', 'os', 'devices', 'features', 'clock', 'cpuTune'] as const;

/** What the owner of a server may do with its backups. */
export const backupAccess = ['inherit', 'disabled', 'scheduled', 'view_restore', 'full', 'manual'] as const;
