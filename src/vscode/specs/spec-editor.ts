import { languages } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { schemaForTyping } from '../../core/specs/check-file.js';
import { showCompliance } from './compliance-gesture.js';
import { openSpec } from './open-spec.js';
import { OpenSpecs } from './open-specs.js';
import { SchemaFileProblems } from './schema-file-problems.js';
import { showDiagnostics } from './spec-diagnostics.js';
import { registerSchemaLanguage } from './schema-language.js';
import { isSchemaFile, schemaFileSelector, specSelector } from './spec-files.js';
import { SpecFixes } from './spec-fixes.js';
import { createSessionFromSpec, createSpec } from './spec-gestures.js';
import { registerLanguage } from './spec-language.js';
import { registerLenses } from './spec-lenses.js';
import type { SpecPorts } from './spec-ports.js';

/** The part of the extension that reads YAML; a bundle of its own, loaded when it is needed. */

/** Starts everything that an open spec, or another file of ours that a schema judges, brings with it. */
export function startSpecEditor(ports: SpecPorts): Disposable {
  const lifetime = new Lifetime();
  const specs = lifetime.own(new OpenSpecs(ports));
  lifetime.own(showDiagnostics(specs, ports));
  lifetime.own(languages.registerCodeActionsProvider(specSelector, new SpecFixes(specs), SpecFixes.metadata));
  lifetime.own(registerLanguage(specs));
  lifetime.own(registerLenses(specs, ports));
  lifetime.own(new SchemaFileProblems(ports));
  lifetime.own(registerSchemaLanguage(schemaFileSelector, (document) => (isSchemaFile(document) ? schemaForTyping(ports.roots.holding(document.uri)?.path ?? '', document.getText()) : null)));
  return lifetime;
}

/** What commands do about specs. */
export const specGestures = { createSpec, createSessionFromSpec, openSpec, showCompliance };
