import type { ReactNode } from 'react'

export type InboundSecret = {
  field: string
  title: string
  /** what may be told of it; null when none is set */
  fact: ReactNode
  /** the one before is accepted until then */
  previousUntil: string | null
}
