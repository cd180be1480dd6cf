import assert from 'node:assert/strict';
import { scaffoldPlaces, type ScaffoldPlaces } from '../../src/core/scaffold/scaffold-places.js';
import { parseConfig } from '../../src/core/specs/project-config.js';

/** Where files are written by a configuration; without one, where they usually are. */
export function placesOf(config: string | null = null): ScaffoldPlaces {
  const places = scaffoldPlaces(parseConfig(config).config);
  assert.ok(!('code' in places), JSON.stringify(places));
  return places;
}
