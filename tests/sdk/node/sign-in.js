// Signing in as an end user, with tokens that the SDK itself validates with the emulator's keys.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import DescopeClient from '@descope/node-sdk'
import { ALICE, BOB, ok, refused, useSdk } from './support.js'

const TESTER = 'tester@example.com'
const tokenOf = (link) => new URL(link).searchParams.get('t')

describe('a session', () => {
  const api = useSdk()

  const signIn = async () => {
    await ok(api.user.setActivePassword('bob', 'correct-horse'))
    return ok(api.sdk.password.signIn('bob', 'correct-horse'))
  }

  it('is validated by the SDK itself', async () => {
    const { sessionJwt, refreshJwt } = await signIn()
    const { token } = await api.sdk.validateSession(sessionJwt)
    assert.deepEqual([token.sub, token.iss], [BOB, api.emulator.projectId])
    await api.sdk.validateSession(sessionJwt, { audience: api.emulator.projectId })
    assert.equal((await api.sdk.validateAndRefreshSession(sessionJwt, refreshJwt)).token.sub, BOB)
    const { projectId, baseUrl } = api.emulator
    const other = DescopeClient({ projectId, baseUrl })
    assert.equal((await other.validateSession(sessionJwt)).token.sub, BOB, 'keys need no management key')
    const [head, body, signature] = sessionJwt.split('.')
    await assert.rejects(api.sdk.validateSession([head, body, [...signature].reverse().join('')].join('.')))
  })

  it('makes an invited user enabled and fills the history', async () => {
    const { user, firstSeen } = await signIn()
    assert.deepEqual([user.status, firstSeen, (await api.loaded(BOB)).status], ['enabled', true, 'enabled'])
    await ok(api.sdk.password.signIn('bob', 'correct-horse'))
    assert.equal((await ok(api.user.history([BOB]))).length, 2)
  })

  it('is refused for a wrong password and for a disabled user', async () => {
    await signIn()
    await refused(api.sdk.password.signIn('bob', 'battery-staple'), 'E062108', 401)
    await ok(api.user.deactivate('bob'))
    await refused(api.sdk.password.signIn('bob', 'correct-horse'), 'E011003', 400)
  })

  it('is refused for an expired password until it is replaced', async () => {
    await signIn()
    await ok(api.user.expirePassword('bob'))
    await refused(api.sdk.password.signIn('bob', 'correct-horse'), 'E062909', 401)
    await ok(api.sdk.password.replace('bob', 'correct-horse', 'battery-staple'))
    await ok(api.sdk.password.signIn('bob', 'battery-staple'))
    for (const method of ['setTemporaryPassword', 'setPassword']) {
      await ok(api.user[method]('bob', 'correct-horse'))
      await refused(api.sdk.password.signIn('bob', 'correct-horse'), 'E062909', 401)
    }
  })

  it('shows a role that was added when it is refreshed', async () => {
    const { refreshJwt } = await signIn()
    await ok(api.user.addRoles('bob', ['viewer']))
    await ok(api.user.addTenantRoles('bob', 'acme', ['auditor']))
    const renewed = await api.sdk.refreshSession(refreshJwt)
    assert.deepEqual([renewed.token.roles, renewed.token.permissions], [['viewer'], ['view']])
    assert.ok(api.sdk.validateRoles(renewed, ['viewer']))
    assert.ok(api.sdk.validateTenantPermissions(renewed, 'acme', ['audit']))
    assert.ok(!api.sdk.validateRoles(renewed, ['admin']))
    assert.equal((await ok(api.sdk.refresh(refreshJwt))).user.userId, BOB)
  })

  it('shows its user', async () => {
    const { refreshJwt } = await signIn()
    const me = await ok(api.sdk.me(refreshJwt))
    assert.deepEqual([me.userId, me.loginIds], [BOB, (await api.loaded(BOB)).loginIds])
  })

  it('ends when an admin says so', async () => {
    const first = await signIn()
    await ok(api.user.logoutUser('bob@example.com'))
    await refused(api.sdk.refresh(first.refreshJwt), 'E064001', 401)
    await refused(api.sdk.me(first.refreshJwt), 'E064001', 401)
    await api.sdk.validateSession(first.sessionJwt)
    const second = await ok(api.sdk.password.signIn('bob', 'correct-horse'))
    await ok(api.user.logoutUserByUserId(BOB))
    await refused(api.sdk.refresh(second.refreshJwt), 'E064001', 401)
  })
})

describe('codes and links', () => {
  const api = useSdk()
  const options = { customClaims: { shift: 'night' }, revokeOtherSessions: true }
  const shift = async ({ sessionJwt }) => (await api.sdk.validateSession(sessionJwt)).token.shift

  for (const method of ['email', 'sms', 'voice', 'whatsapp']) {
    it(`are codes by ${method}`, async () => {
      const { code } = await ok(api.user.generateOTPForTestUser(method, TESTER))
      await refused(api.sdk.otp.verify[method](TESTER, code === '000000' ? '111111' : '000000'), 'E061102', 401)
      const { user, refreshJwt } = await ok(api.sdk.otp.verify[method](TESTER, code))
      assert.deepEqual(user.loginIds, [TESTER])
      const flag = method === 'email' ? 'verifiedEmail' : 'verifiedPhone'
      assert.equal((await api.loaded(TESTER))[flag], true)
      const again = await ok(api.user.generateOTPForTestUser(method, TESTER, options))
      assert.equal(await shift(await ok(api.sdk.otp.verify[method](TESTER, again.code))), 'night')
      await refused(api.sdk.refresh(refreshJwt), 'E064001', 401)
    })
  }

  it('are for test users alone', async () => {
    await refused(api.user.generateOTPForTestUser('email', 'bob'), 'E011003', 400)
  })

  it('are magic links', async () => {
    const { link } = await ok(api.user.generateMagicLinkForTestUser('email', TESTER, 'https://example.com/in'))
    assert.ok(link.startsWith('https://example.com/in?t='))
    assert.deepEqual((await ok(api.sdk.magicLink.verify(tokenOf(link)))).user.loginIds, [TESTER])
    await refused(api.sdk.magicLink.verify(tokenOf(link)), 'E062504', 401)
    const claimed = await ok(api.user.generateMagicLinkForTestUser('sms', TESTER, 'https://example.com/in', options))
    assert.equal(await shift(await ok(api.sdk.magicLink.verify(tokenOf(claimed.link)))), 'night')
  })

  it('are enchanted links', async () => {
    for (const given of [[], [options]]) {
      const made = await ok(api.user.generateEnchantedLinkForTestUser(TESTER, 'https://example.com/in', ...given))
      const waiting = api.sdk.enchantedLink.waitForSession(made.pendingRef, { pollingIntervalMs: 1000 })
      await ok(api.sdk.enchantedLink.verify(tokenOf(made.link)))
      const tokens = await ok(waiting)
      assert.deepEqual(tokens.user.loginIds, [TESTER])
      assert.equal(await shift(tokens), given.length ? 'night' : undefined)
    }
  })

  it('are embedded links', async () => {
    const { token } = await ok(api.user.generateEmbeddedLink('bob'))
    assert.equal((await ok(api.sdk.magicLink.verify(token))).user.userId, BOB)
    await refused(api.sdk.magicLink.verify(token), 'E062504', 401)
    const claimed = await ok(api.user.generateEmbeddedLink('bob', { shift: 'night' }, 120))
    assert.equal(await shift(await ok(api.sdk.magicLink.verify(claimed.token))), 'night')
    await refused(api.user.generateEmbeddedLink('nobody@example.com'), 'E112102', 404)
  })

  it('are embedded links for new users', async () => {
    const { token } = await ok(api.user.generateSignUpEmbeddedLink('dana@example.com'))
    assert.equal(await api.loaded('dana@example.com'), undefined)
    await ok(api.sdk.magicLink.verify(token))
    assert.equal((await api.loaded('dana@example.com')).status, 'enabled')
    const profile = { email: 'erin@example.com', phone: '+15550100011', name: 'Erin', givenName: 'Er' }
    const made = await ok(
      api.user.generateSignUpEmbeddedLink(
        'erin', { ...profile, middleName: 'I', familyName: 'N' }, true, true, options, 120,
      ),
    )
    assert.equal(await shift(await ok(api.sdk.magicLink.verify(made.token))), 'night')
    const { email, verifiedEmail, phone, verifiedPhone, name, givenName, middleName } = await api.loaded('erin')
    assert.deepEqual([email, verifiedEmail, phone, verifiedPhone], ['erin@example.com', true, '+15550100011', true])
    assert.deepEqual([name, givenName, middleName], ['Erin', 'Er', 'I'])
  })
})

describe('tokens by management', () => {
  const api = useSdk()
  const claims = async (jwt) => (await api.sdk.validateJwt(jwt)).token

  it('come from a sign-in', async () => {
    const first = await ok(api.jwt.signIn('alice@example.com'))
    assert.deepEqual((await claims(first.sessionJwt)).roles, ['admin'])
    const second = await ok(
      api.jwt.signIn('alice@example.com', {
        stepup: true,
        mfa: true,
        revokeOtherSessions: true,
        customClaims: { shift: 'night', sub: 'somebody else' },
        jwt: first.refreshJwt,
        refreshDuration: 600,
      }),
    )
    const { shift, sub } = await claims(second.sessionJwt)
    assert.deepEqual([shift, sub], ['night', ALICE])
    const { exp, iat } = await claims(second.refreshJwt)
    assert.equal(exp - iat, 600)
    await refused(api.sdk.refresh(first.refreshJwt), 'E064001', 401)
    await refused(api.jwt.signIn('nobody@example.com'), 'E112102', 404)
  })

  it('come from a sign-up', async () => {
    await ok(api.jwt.signUp('dana@example.com'))
    assert.equal((await api.loaded('dana@example.com')).status, 'enabled')
    const profile = { name: 'Erin', givenName: 'Er', middleName: 'I', familyName: 'N', phone: '+15550100011' }
    const options = { customClaims: { shift: 'night' }, refreshDuration: 600 }
    const tokens = await ok(api.jwt.signUp('erin', { ...profile, email: 'erin@example.com' }, options))
    assert.equal((await claims(tokens.sessionJwt)).shift, 'night')
    const { name, givenName, email } = await api.loaded('erin')
    assert.deepEqual([name, givenName, email], ['Erin', 'Er', 'erin@example.com'])
    await refused(api.jwt.signUp('erin'), 'E062107', 409)
  })

  it('come from either', async () => {
    assert.equal((await ok(api.jwt.signUpOrIn('alice@example.com'))).user.userId, ALICE)
    const options = { customClaims: { shift: 'night' }, refreshDuration: 600 }
    const tokens = await ok(api.jwt.signUpOrIn('erin', { name: 'Erin', phone: '+15550100011' }, options))
    assert.equal((await claims(tokens.sessionJwt)).shift, 'night')
    assert.equal((await api.loaded('erin')).name, 'Erin')
  })

  it('are updated', async () => {
    const tokens = await ok(api.jwt.signIn('bob'))
    assert.equal((await claims((await ok(api.jwt.update(tokens.sessionJwt))).jwt)).sub, BOB)
    const custom = { shift: 'night', iss: 'somebody else' }
    const { jwt } = await ok(api.jwt.update(tokens.refreshJwt, custom, 900))
    const { shift, exp, iat } = await claims(jwt)
    assert.deepEqual([shift, exp - iat], ['night', 900])
    await ok(api.sdk.refresh(jwt))
    assert.equal((await api.jwt.update('not-a-token')).ok, false)
  })

  it('impersonate', async () => {
    await refused(api.jwt.impersonate('bob', 'alice@example.com', false), 'E111119', 403)
    await refused(api.jwt.impersonate(ALICE, 'bob', true), 'E111119', 403)
    await ok(api.user.addTenant('bob', 'acme'))
    const consent = { loginId: 'bob', impersonationConsent: 2147483647 }
    assert.equal((await api.post('/v1/mgmt/user/update/impersonationConsent', consent)).status, 200)
    const more = [{ why: 'support' }, 'acme', 600]
    for (const [method, consents] of [['impersonate', true], ['impersonateStepup', false]]) {
      const plain = await claims((await ok(api.jwt[method](ALICE, 'bob', false))).jwt)
      assert.deepEqual([plain.sub, plain.act], [BOB, { sub: ALICE }])
      const whole = await claims((await ok(api.jwt[method]('alice@example.com', 'bob', consents, ...more))).jwt)
      assert.deepEqual([whole.why, whole.dct], ['support', 'acme'])
    }
  })

  it('stop impersonating', async () => {
    for (const given of [[], [{ back: true }, 'acme', 600]]) {
      const acting = (await ok(api.jwt.impersonate(ALICE, 'bob', false))).jwt
      const own = await claims((await ok(api.jwt.stopImpersonation(acting, ...given))).jwt)
      assert.deepEqual([own.sub, own.back], [ALICE, given[0]?.back])
      await refused(api.sdk.refresh(acting), 'E064001', 401)
    }
  })

  it('are of nobody', async () => {
    const { sessionJwt } = await ok(api.jwt.anonymous())
    assert.equal(await api.loaded((await claims(sessionJwt)).sub), undefined)
    const tokens = await ok(api.jwt.anonymous({ cart: 7 }, 'acme', 600))
    const { cart, dct } = await claims(tokens.sessionJwt)
    assert.deepEqual([cart, dct], [7, 'acme'])
    await ok(api.sdk.refresh(tokens.refreshJwt))
  })
})
