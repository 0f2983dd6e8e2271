/**
 * Whether our parent keeps us alive and watches us (`superviseChild`). Programs pass their flags and environment on to
 * processes of their own, which must be left as they are.
 */
export const isSupervised = (): boolean => process.env['EARSHOT_PARENT'] === String(process.ppid)
