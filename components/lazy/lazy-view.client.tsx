'use client'

import { useEffect, useEffectEvent, useState, type ComponentType, type ReactNode } from 'react'

import { isLostChunk, loseChunk } from '#components/lazy/lost-chunk.client.ts'
import { useHydrated } from '#components/ui/use-hydrated.client.ts'

type LazyOptions<Props> = {
  /** holds the place of a part of the page while it is fetched; dialogs need none */
  loading?: (props: Props) => ReactNode
}

type Preloadable = {
  /** fetches it before it is shown; what does not arrive is told when it is to be shown */
  preload: () => void
}

type Closable = { onClose?: () => void; onOpenChange?: (open: boolean) => void }

/**
 * A component of the browser that is fetched when it is first shown. If it does not arrive the page stays
 * as it is: it is reloaded once when nothing was typed, and a notice offers that otherwise.
 */
export function lazyView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { loading }: LazyOptions<Props> = {},
): ComponentType<Props> & Preloadable {
  let arrived: ComponentType<Props> | null = null
  const fetchView = async () => (arrived ??= await load())

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

  // Without Suspense: what has arrived is shown at once, on a page that scripts have just taken over
  // too, where React would hold it back for 300 ms after a fallback.
  function LazyView(props: Props) {
    const hydrated = useHydrated()
    const [View, setView] = useState<ComponentType<Props> | null>(null)
    const [fault, setFault] = useState<Error | null>(null)
    useEffect(() => {
      if (arrived !== null) return
      fetchView().then(
        (view) => setView(() => view),
        (error: unknown) => {
          if (isLostChunk(error)) setView(() => Missing)
          else setFault(error instanceof Error ? error : new Error(String(error)))
        },
      )
    }, [])
    if (fault !== null) throw fault
    const Shown = hydrated ? (View ?? arrived) : null
    return Shown === null ? (loading?.(props) ?? null) : <Shown {...props} />
  }
  return Object.assign(LazyView, { preload: () => void fetchView().catch(() => undefined) })
}

/** For the button that opens `view`: it is fetched once the button is pointed at or has the focus. */
export function preloadOn({ preload }: Preloadable) {
  return { onPointerEnter: preload, onFocus: preload }
}
