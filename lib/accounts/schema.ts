import { z } from 'zod'

export const TokenView = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
  /** s */
  expires_in: z.number().int(),
})
export type TokenView = z.output<typeof TokenView>

export const RefreshInput = z.strictObject({ refresh_token: z.string().min(1).max(200) })
export type RefreshInput = z.output<typeof RefreshInput>
