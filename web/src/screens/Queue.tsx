import { Button, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { ClueFilter } from '../api/queries'
import { VERDICTS, type ClueRow } from '../api/types'
import { LevelChip, VerdictChip } from '../parts/Chip'
import { useKeys } from '../parts/keys'
import { LinkButton } from '../parts/LinkButton'
import { Failure, Loading, Nothing } from '../parts/states'
import { useMe } from '../shell/session'
import { ClueFacts } from './ClueFacts'
import { useQueue, type Queue as QueueState } from './useQueue'

/** Clues on the left, the current one on the right, one key per answer. */
export function Queue({ filter }: { filter: ClueFilter }) {
  const { t } = useTranslation()
  const { id } = useParams()
  const { can } = useMe()
  const queue = useQueue(filter, id ? Number(id) : undefined)
  if (!queue.ready) return <Loading rows={12} />
  if (!queue.rows.length) {
    if (queue.error) return <Failure error={queue.error} retry={queue.reload} />
    const action = can.includes('run') && <LinkButton type="primary" to="/scenarios">{t('clues.to_scenarios')}</LinkButton>
    return <div className="card pad"><Nothing text={filter.verdict === 'pending' ? t('clues.all_done') : t('clues.empty')} action={action} /></div>
  }
  return (
    <div className="queue">
      <Rows queue={queue} />
      <section className="card clue" aria-label={t('clue.one')}>
        {queue.current && <ClueFacts key={queue.current.id} id={queue.current.id} />}
        {queue.error !== undefined && queue.error !== null && <Failure error={queue.error} />}
        <Judging queue={queue} may={can.includes('verify')} />
      </section>
    </div>
  )
}

function Rows({ queue }: { queue: QueueState }) {
  const { t } = useTranslation()
  return (
    <ol className="card clue-rows" aria-label={t('clue.clues')} tabIndex={0}>
      {queue.rows.map((row, place) => (
        <Row key={row.id} row={row} current={row === queue.current} onChoose={() => queue.go(place)} />
      ))}
    </ol>
  )
}

function Row({ row, current, onChoose }: { row: ClueRow; current: boolean; onChoose: () => void }) {
  const own = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (current) own.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <li>
      <button ref={own} type="button" className={current ? 'row current' : 'row'} aria-current={current} onClick={onChoose}>
        <span className="line">
          <b>{row.case_number}</b>
          <span className="push">
            <VerdictChip verdict={row.verdict} />
          </span>
        </span>
        <span className="line">
          <LevelChip level={row.level} label={row.level_label} />
          <span className="clip">
            {row.title} · {row.subject || row.court}
          </span>
        </span>
      </button>
    </li>
  )
}

/** The three answers, the note that goes with the next one, and the way back. */
function Judging({ queue, may }: { queue: QueueState; may: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [note, setNote] = useState('')
  const field = useRef<InputRef>(null)
  const give = (place: number) => () => {
    const verdict = VERDICTS[place]
    if (!may || !verdict) return
    queue.give(verdict, note)
    setNote('')
  }
  useKeys({
    1: give(0),
    2: give(1),
    3: give(2),
    j: () => queue.step(1),
    k: () => queue.step(-1),
    u: queue.undo,
    m: () => field.current?.focus(),
    o: () => queue.current && void navigate(`/cases/${queue.current.case_id}`),
  })
  if (!may) return <p className="judging quiet">{t('clues.read_only')}</p>
  return (
    <div className="judging">
      <div className="bar">
        {VERDICTS.map((verdict, place) => (
          <Button key={verdict} size="large" className={`verdict verdict-${verdict}`} data-testid={`verdict-${place + 1}`} disabled={queue.busy} onClick={give(place)}>
            {t(`verdict.${verdict}`)} <kbd>{place + 1}</kbd>
          </Button>
        ))}
        <Input
          ref={field}
          aria-label={t('clues.note')}
          placeholder={t('clues.note_hint')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && field.current?.blur()}
        />
        <Button disabled={!queue.canUndo || queue.busy} onClick={queue.undo}>
          {t('clues.undo')} <kbd>U</kbd>
        </Button>
      </div>
      <p className="flat quiet">{t('clues.keys')}</p>
    </div>
  )
}
