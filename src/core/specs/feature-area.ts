import { openFeatures } from './feature-table.js';
import { planFeatureStatus } from './plan-feature-status.js';

/** What knows features and changes them. It reads YAML, so it is loaded as one, by a dynamic import, when there is a feature. */
export const featureArea = { open: openFeatures, planStatus: planFeatureStatus };
