'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react'

import { cn } from '#components/ui/cn.ts'
import type { ControlProps } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

export type SearchOption = { value: string; label: string; detail?: string }

export type SearchSelectProps<T extends SearchOption> = {
  control: ControlProps
  /** what is found is kept under it */
  queryKey: string
  value: T | null
  onChange: (value: T | null) => void
  search: (text: string) => Promise<T[]>
  placeholder: string
}

/** One of more than a list can show: found by typing, chosen by arrow keys or pointer (combobox of WAI-ARIA). */
export function SearchSelect<T extends SearchOption>(props: SearchSelectProps<T>) {
  const { control, value, onChange } = props
  const list = useId()
  const [text, setText] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const asked = useDeferredValue(text ?? '')
  const { data: found = [], isFetching } = useQuery({
    queryKey: [props.queryKey, asked],
    queryFn: () => props.search(asked),
    enabled: open,
    placeholderData: keepPreviousData,
  })

  const choose = (option: T | undefined) => {
    if (!option) return
    onChange(option)
    setText(null)
    setOpen(false)
  }
  const move = (by: number) => {
    setOpen(true)
    setActive((now) => Math.min(Math.max(now + by, 0), Math.max(found.length - 1, 0)))
  }
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(open ? 1 : 0),
    ArrowUp: () => move(-1),
    ...(open && { Enter: () => choose(found[active]), Escape: () => setOpen(false) }),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const showList = open && (found.length > 0 || !isFetching)

  return (
    <div className="relative">
      <Input
        {...control}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={showList}
        aria-controls={list}
        {...(showList && found[active] && { 'aria-activedescendant': `${list}-${active}` })}
        autoComplete="off"
        placeholder={props.placeholder}
        value={text ?? value?.label ?? ''}
        onFocus={(event) => event.target.select()}
        onClick={() => setOpen(true)}
        onBlur={() => {
          setOpen(false)
          setText(null)
        }}
        onChange={({ target }) => {
          setText(target.value)
          setActive(0)
          setOpen(true)
          if (target.value === '') onChange(null)
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id={list}
        role="listbox"
        aria-label={props.placeholder}
        hidden={!showList}
        className="bg-popover absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-lg border p-1 shadow-lg"
      >
        {found.map((option, index) => (
          <li
            key={option.value}
            id={`${list}-${index}`}
            role="option"
            aria-selected={option.value === value?.value}
            // Before the field loses the focus, which closes the list.
            onMouseDown={(event) => {
              event.preventDefault()
              choose(option)
            }}
            onMouseEnter={() => setActive(index)}
            className={cn(
              'cursor-default rounded-md px-2 py-1.5 text-sm',
              index === active && 'bg-accent text-accent-foreground',
            )}
          >
            <span className="block truncate">{option.label}</span>
            {option.detail && (
              <span className="text-muted-foreground block truncate text-xs">{option.detail}</span>
            )}
          </li>
        ))}
        {found.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled className="p-2 text-sm">
            Nothing matches.
          </li>
        )}
      </ul>
    </div>
  )
}
