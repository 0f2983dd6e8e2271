'use client'

import {
  lazy,
  Suspense,
  useEffect,
  useEffectEvent,
  type ComponentType,
  type ReactNode,
} from 'react'

import { isLostChunk, loseChunk } from '#components/lazy/lost-chunk.client.ts'
import { useHydrated } from '#components/ui/use-hydrated.client.ts'

type LazyOptions = {
  /** holds the place of a part of the page while it is fetched; dialogs need none */
  loading?: () => ReactNode
}

type Closable = { onClose?: () => void; onOpenChange?: (open: boolean) => void }

/**
 * A component of the browser that is fetched when it is first shown. If it does not arrive the page stays
 * as it is: it is reloaded once when nothing was typed, and a notice offers that otherwise.
 */
export function lazyView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { loading }: LazyOptions = {},
): ComponentType<Props> {
  function Missing({ onClose, onOpenChange }: Closable) {
    const give = useEffectEvent(() => {
      loseChunk()
      onClose?.()
      onOpenChange?.(false)
    })
    useEffect(() => give(), [])
    return loading ? (
      <p className="text-muted-foreground p-4 text-sm">This part could not be loaded.</p>
    ) : null
  }
  const View = lazy<ComponentType<Props>>(async () => {
    try {
      return { default: await load() }
    } catch (error) {
      if (!isLostChunk(error)) throw error
      return { default: Missing as ComponentType<Props> }
    }
  })
  return function LazyView(props: Props) {
    const hydrated = useHydrated()
    const waiting = loading?.() ?? null
    if (!hydrated) return waiting
    return (
      <Suspense fallback={waiting}>
        <View {...props} />
      </Suspense>
    )
  }
}
