#!/usr/bin/env node
import { createProgram } from './program.js';
import { UsageError } from './settings.js';
import { outliveStreams } from './write-out.js';

outliveStreams();
createProgram(process.argv.slice(2))
  .then(program => program.parseAsync())
  .catch((error: unknown) => {
    const said = error instanceof UsageError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`hostdouble: ${said}\n`);
    process.exitCode ||= 1;
  });
