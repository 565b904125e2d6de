import { suite } from './suite.js';

await suite('infrahub', ['virtualMachines.resize']); // the vendor has switched it off
