import type { ToolUse } from '#simulator/domains/domain.ts'

/** A tool that was used, as every protocol of the simulator tells it. */
export const toldCall = ({ id, name, arguments: given, outcome }: ToolUse) => ({
  id,
  name,
  arguments: given,
  ...outcome,
})
