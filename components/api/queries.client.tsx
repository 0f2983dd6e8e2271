'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ComponentType } from 'react'

const newClient = () =>
  new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true } },
  })

let ofTab: QueryClient | undefined

/** One for all that is shown in a tab; on the server one each, so that no reader meets the answers of another. */
const clientOf = () => (typeof window === 'undefined' ? newClient() : (ofTab ??= newClient()))

/** For what reads from our API in the browser. Pages without such a part do not fetch the library. */
export function withQueries<Props extends object>(View: ComponentType<Props>) {
  return function WithQueries(props: Props) {
    const [client] = useState(clientOf)
    return (
      <QueryClientProvider client={client}>
        <View {...props} />
      </QueryClientProvider>
    )
  }
}
