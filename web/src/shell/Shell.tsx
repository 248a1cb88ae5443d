import { Badge, Button, Dropdown } from 'antd'
import { Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet, useNavigate } from 'react-router'
import { useLogout, useUnanswered } from '../api/queries'
import { speak } from '../i18n'
import { useKeys } from '../parts/keys'
import { Loading } from '../parts/states'
import { Help } from './Help'
import { GO_KEYS, MENUS } from './menu'
import { useLarge } from './preferences'
import { useMe } from './session'
import { useAlertToasts } from './useAlertToasts'

/** Header, menu of the role, and the screen below. */
export function Shell() {
  const { t } = useTranslation()
  const [help, setHelp] = useState(false)
  useAlertToasts()
  useGoKeys(() => setHelp(true))
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="header">
        <span className="brand">{t('app.name')}</span>
        <Navigation />
        <PersonMenu onHelp={() => setHelp(true)} />
      </header>
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading rows={10} />}>
          <Outlet />
        </Suspense>
      </main>
      <Help open={help} onClose={() => setHelp(false)} />
    </>
  )
}

function Navigation() {
  const { t } = useTranslation()
  const me = useMe()
  const unanswered = useUnanswered().data ?? 0
  return (
    <nav aria-label={t('shell.menu')}>
      {MENUS.filter((menu) => me.menus.includes(menu)).map((menu) => (
        <NavLink key={menu} to={`/${menu}`}>
          {t(`menu.${menu}`)}
          {menu === 'alerts' && unanswered > 0 && (
            <Badge className="count" count={unanswered} title={t('shell.unanswered', { count: unanswered })} />
          )}
        </NavLink>
      ))}
    </nav>
  )
}

function PersonMenu({ onHelp }: { onHelp: () => void }) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const logout = useLogout()
  const navigate = useNavigate()
  const [large, toggleLarge] = useLarge()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  const acts: Record<string, () => void> = {
    language: () => speak(other),
    large: toggleLarge,
    help: onHelp,
    logout: () => logout.mutate(undefined, { onSuccess: () => void navigate('/login') }),
  }
  const items = [
    { key: 'large', label: large ? t('shell.normal') : t('shell.large') },
    { key: 'help', label: t('shell.help') },
    { key: 'logout', label: t('shell.logout') },
  ]
  return (
    <div className="person">
      <Button ghost size="small" lang={other} onClick={acts['language']}>
        {t('shell.other_language')}
      </Button>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => acts[key]?.() }}>
        <button type="button" className="who">
          <b>{me.name}</b> · {me.role_label} · {me.court} ▾
        </button>
      </Dropdown>
    </div>
  )
}

/** `g` and then a letter opens a screen; `?` opens the help. */
function useGoKeys(onHelp: () => void): void {
  const me = useMe()
  const navigate = useNavigate()
  const pressed = useRef(0)
  const go = (key: string) => () => {
    const menu = GO_KEYS[key]
    if (!menu || !me.menus.includes(menu) || Date.now() - pressed.current > 1500) return false
    void navigate(`/${menu}`)
    return true
  }
  useKeys({
    g: () => (pressed.current = Date.now()),
    '?': onHelp,
    ...Object.fromEntries(Object.keys(GO_KEYS).map((key) => [key, go(key)])),
  })
}
