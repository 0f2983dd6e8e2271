import packageJson from '#package.json' with { type: 'json' }

/** What signs its reports and bundles. */
export const product = { name: 'Earshot', version: packageJson.version } as const
