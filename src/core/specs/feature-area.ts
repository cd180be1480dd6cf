import { openFeatures } from './feature-table.js';
import { openSchemaFiles } from './schema-file-table.js';
import { planFeatureStep } from './plan-feature-step.js';

/** What knows features and changes them. It reads YAML, so it is loaded as one, by a dynamic import, when there is a feature. */
export const featureArea = { open: openFeatures, openSchemaFiles, planStatus: planFeatureStep };
