import { refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import { isList, isObject, type Json, type JsonObject, listOf, member, textAt } from './json.js';
import { type Manifest, memberOf } from './manifest.js';

/** A form of settings by its id: `main` where a manifest has but one. */
export function formOf(manifest: Manifest, id: string): JsonObject | undefined {
  const settings = memberOf(manifest, 'settings');
  if (!isObject(settings)) return undefined;
  const form = isList(settings.fields) ? (id === 'main' ? settings : undefined) : member(settings, id);
  return isObject(form) ? form : undefined;
}

/**
 * The values of a form: what was sent, else what a field says itself. A manifest may be installed with settings that no form
 * has. Refuses that a field is empty which must not be.
 */
export function settingsOf(manifest: Manifest, sent: JsonObject, email: string): JsonObject {
  const defaults: Record<string, Json> = {};
  const missing: string[] = [];
  for (const field of fieldsOf(formOf(manifest, 'main'), sent)) {
    const name = textAt(field, 'name');
    if (name === undefined) continue;
    const value = member(field, 'value') ?? member(field, 'default');
    if (value !== undefined && value !== null) defaults[name] = value;
    else if (member(field, 'required') === true && isEmpty(member(sent, name))) missing.push(name);
  }
  const [first] = missing;
  if (first !== undefined) throw refuse(refusals.invalidParameter, { name: `settings.${first}` });
  return { jelastic_email: email, ...defaults, ...sent };
}

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null || value === '';

/** The fields of a form, those in rows and sets of fields too, and those that the value of another shows. */
function fieldsOf(form: Json | undefined, sent: JsonObject): Json[] {
  return listOf(member(form, 'fields')).flatMap(field => {
    const inside = fieldsOf({ fields: [...listOf(member(field, 'items')), ...listOf(member(field, 'fields'))] }, sent);
    const shown = member(field, 'showIf');
    const name = textAt(field, 'name');
    const chosen =
      name === undefined ? undefined : (textAt(sent, name) ?? textAt(field, 'value') ?? textAt(field, 'default'));
    const further = isObject(shown) && chosen !== undefined ? listOf(member(shown, chosen)) : [];
    return [field, ...inside, ...fieldsOf({ fields: further }, sent)];
  });
}

/** A form with its values, as it is shown again for what is installed. */
export function filledForm(manifest: Manifest, id: string, values: JsonObject): JsonObject | undefined {
  const form = formOf(manifest, id);
  if (form === undefined) return undefined;
  const fields = listOf(member(form, 'fields')).map(field => {
    const value = member(values, textAt(field, 'name') ?? '');
    return isObject(field) && value !== undefined ? { ...field, value } : field;
  });
  return { ...form, fields };
}
