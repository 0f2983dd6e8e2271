/** Settings that a vendor's protocol fixes, and defaults of the variables that its templates name. */
export type Preset = { variables: Record<string, string>; [setting: string]: unknown }

/** The condition that a message has this `type`. */
export const typed = (type: string) => `@.type == '${type}'`
