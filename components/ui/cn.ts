import { clsx, type ClassValue } from 'clsx'

/**
 * Joins class names. Two that set the same property are a fault, since their order decides nothing: what a caller may
 * override carries `base:` (see `globals.css`), which loses to any plain class.
 */
export function cn(...inputs: ClassValue[]): string {
  return clsx(inputs)
}
