import { z } from 'zod';

// Otherwise zod tries whether it may make functions of texts, which the policy of the page forbids and the browser reports.
// Import it before any schema is made.
z.config({ jitless: true });
