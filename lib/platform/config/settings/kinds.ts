import { z } from 'zod'

export const number = (min: number, max: number, fallback: number) =>
  z.coerce.number().min(min).max(max).default(fallback)
export const integer = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)
export const flag = (fallback: boolean) => z.stringbool().default(fallback)
export const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
export const optional = z.string().min(1).optional()
