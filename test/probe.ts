import { builtIn } from '../mock-server/vendors/index.js';
import { vendorsOf } from '../mock-server/calls/listed-vendor.js';
import { loadSeed } from '../mock-server/seeds/seed.js';
import { cloudOf } from '../mock-server/seeds/templates.js';
export { builtIn, vendorsOf, loadSeed, cloudOf };
