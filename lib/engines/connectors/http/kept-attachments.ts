import { shapeOf } from '#lib/engines/connectors/shape-of.ts'
import type { Json } from '#lib/engines/connectors/types.ts'

const maxAttachments = 50
const maxChars = 8_192

/** Attachments as evidence keeps them: as they came, but for one that is larger than a page, of which its shape is kept. */
export function keptAttachments(attachments: readonly Json[]): Json[] {
  return attachments.slice(0, maxAttachments).map((attachment) => {
    const chars = JSON.stringify(attachment).length
    return chars <= maxChars ? attachment : { left_out: shapeOf(attachment), characters: chars }
  })
}
