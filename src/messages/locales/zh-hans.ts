import type { Catalog } from '../catalog.js';

/**
 * Chinese in simplified characters. The reader is “您”. No blank between Chinese and other letters.
 *
 * | English               | Chinese                |
 * | --------------------- | ---------------------- |
 * | security info         | 安全信息               |
 * | security code         | 安全代码               |
 * | protection, protected | 保护; the wait: 等待期 |
 * | trusted device        | 受信任的设备           |
 * | app password          | 应用密码               |
 * | recovery code         | 恢复代码               |
 * | contact               | 联系方式               |
 * | two-step verification | 两步验证               |
 * | recovery              | 账户恢复               |
 * | sign in               | 登录                   |
 */
export const zhHans: Catalog = {
  locale: 'zh-Hans',
  direction: 'ltr',
  voice: 'zh-CN',
  purposes: {
    'add-contact': '添加此安全信息',
    'step-up': '确认是您本人',
    'sign-in': '登录',
    confirm: '确认您的安全信息',
    recover: '重新进入您的账户',
    'cancel-protection': '取消移除您的安全信息',
  },
  code: {
    subject: '{service}安全代码',
    body: `请使用以下安全代码{purpose}：

{code}

此安全代码只能使用一次，{minutes, plural, other {#分钟}}内有效。参考编号：{reference}

切勿告诉他人：{service}的工作人员不会向您索要安全代码。如果您没有请求安全代码，请忽略此消息；可能是有人误输了您的地址。`,
    sms: [
      '{code}是您的{service}安全代码({reference})，{minutes}分钟内有效。切勿告诉他人。非本人操作请忽略。',
      '{code}是您的{service}安全代码({reference})，切勿告诉他人。',
      '{code} {service}安全代码({reference})勿泄露',
      '{code}是您的安全代码({reference})，{minutes}分钟内有效。切勿告诉他人。',
      '{code}是您的安全代码({reference})，切勿告诉他人。',
    ],
    call: '您好，这里是{service}，为您播报您请求的安全代码。您的安全代码是：{code}。',
    callAgain: '再播报一遍：{code}。切勿告诉他人。如果您没有请求安全代码，请忽略此来电。再见。',
    pause: '，',
  },
  help: {
    'allow-sender': '邮件被过滤了。请查看隔离区，并允许我们的发件地址。',
    'ask-again': '请重新获取安全代码。',
    'check-country': '请检查号码所选的国家或地区是否正确。',
    'check-junk-folder': '请同时查看垃圾邮件文件夹。',
    'check-number': '请逐位检查号码是否正确。',
    'check-spelling': '请检查地址的拼写是否正确。',
    'opted-out': '这部手机曾对我们的短信回复过STOP。请对最后一条短信回复START，即可重新接收。',
    'phone-reachable': '请确保手机已开机且有信号，然后重新获取安全代码。',
    'same-provider': '如果邮箱和账户属于同一家服务商，因此两者您都无法使用，请改用其他邮箱。',
    'try-call': '请改为通过电话获取安全代码。',
    'try-text': '请改为通过短信获取安全代码。',
    'unknown-callers-blocked': '有些手机会拒接陌生来电：请暂时允许，然后重新请求来电。',
    'unknown-senders-blocked': '有些手机会拦截陌生发件人的短信：请查看被拦截的信息。',
    'use-another-contact': '请使用其他电子邮件地址或电话号码。',
  },
  notices: {
    'contact-added': {
      subject: '您的账户添加了安全信息',
      body: `{masked}已添加为您的{service}的安全信息。从现在起，它可以接收安全代码。

如果这不是您本人的操作，请登录并移除该信息，然后更改密码。`,
      short: '{service}：{masked}已添加为安全信息。不是您本人？请登录并移除该信息，然后更改密码。',
    },
    'contact-removed': {
      subject: '您的账户移除了安全信息',
      body: `{masked}已从您的{service}的安全信息中移除，不再接收安全代码。

{undo, select, yes {如果这不是您本人的操作，请将其恢复。届时所有已登录的人都会退出登录，并需要设置新密码。请在{undoUntil, date, long}之前打开此页面并确认：

{link}

逾期后，此地址将从账户中清除。} other {如果这不是您本人的操作，请登录并更改密码。被移除的信息会保留到{undoUntil, date, long}，以备恢复，之后将被清除。}}`,
      short:
        '{service}：{masked}已从安全信息中移除。不是您本人？{undo, select, yes {请恢复：{link}} other {请登录并更改密码。}}',
    },
    'contact-restored': {
      subject: '您账户的安全信息已恢复',
      body: `能够查看{masked}所收消息的人撤销了将其从您的{service}中移除的操作。所有已登录的人都已退出登录，下次登录时需要设置新密码。

如果这不是您本人的操作，请登录并检查您的安全信息。`,
      short: '{service}：{masked}已恢复为安全信息。所有人都已退出登录；下次登录时需要设置新密码。',
    },
    'contact-disabled': {
      subject: '您账户的安全信息已停用',
      body: `{masked}的安全代码输错次数过多，现已停用。需要重新添加，才能再次接收安全代码。

如果这不是您本人的操作，可能有人正试图进入您的{service}：请更改密码。`,
      short: '{service}：由于安全代码输错次数过多，{masked}已停用。请在下次登录时重新添加。',
    },
    'protection-started': {
      subject: '您的账户处于保护状态，直至{endsAt, date, long}',
      body: `{reason, select, replacement {您的{service}的安全信息正在被替换。} other {您的{service}的所有安全信息均已移除。}}在{endsAt, date, long} {endsAt, time, short}（UTC）之前，任何人都无法更改其安全设置或使用其付款方式。邮件、消息、文件和设备可照常使用。

如果这不是您本人的操作，请打开此页面并取消；一切将恢复原状：

{link}`,
      short:
        '{service}：{reason, select, replacement {安全信息正在被替换} other {所有安全信息均已移除}}。账户受保护至{endsAt, date, medium}。不是您本人？请取消：{link}',
    },
    'protection-reminder': {
      subject: '还剩{daysLeft, plural, other {#天}}：您的账户处于保护状态，直至{endsAt, date, long}',
      body: `您的{service}的保护将于{endsAt, date, long} {endsAt, time, short}（UTC）结束，还剩{daysLeft, plural, other {#天}}。之后，此地址将从账户中永久清除。

如果不是您本人移除的，请打开此页面并取消；一切将恢复原状：

{link}`,
      short: '{service}：还剩{daysLeft, plural, other {#天}}可取消移除此安全信息。不是您本人？{link}',
    },
    'protection-cancelled': {
      subject: '安全信息的移除已取消',
      body: `能够通过您的某个联系方式查看安全代码的人取消了移除。您的{service}已恢复所有安全信息，各项限制均已解除。{newPassword, select, yes {您的密码可能已被他人知晓：所有人都已退出登录，下次登录时需要设置新密码。} other {}}

如果这不是您本人的操作，请登录并检查您的安全信息。`,
      short:
        '{service}：安全信息的移除已取消，全部信息均已恢复。{newPassword, select, yes {下次登录时需要设置新密码。} other {}}',
    },
    'protection-ended': {
      subject: '等待期已结束',
      body: `您的{service}的保护已结束，此地址已从中清除。{awaitingInfo, select, yes {现在请填写新的安全信息：登录并添加电子邮件地址或电话号码。} other {新的安全信息已生效。}}

这是发送到此地址的最后一条消息。`,
      short:
        '{service}：等待期已结束{awaitingInfo, select, yes {；请登录并填写新的安全信息} other {}}。这是发送给您的最后一条消息。',
    },
    'replacement-done': {
      subject: '您的新安全信息已生效',
      body: `等待期已结束：{masked}现在是您的{service}的安全信息，被替换的信息已清除。

如果这不是您本人的要求，请立即更改密码。`,
      short: '{service}：等待期已结束，{masked}现在是您的安全信息。',
    },
    'confirmation-reminder': {
      subject: '请确认您能收到安全代码：还剩{daysLeft, plural, other {#天}}',
      body: `我们曾请您确认能够收到您的{service}的安全代码。从{deadline, date, long} {deadline, time, short}（UTC）起，您必须先完成确认才能登录。

请登录并获取安全代码，发送到此处或您的其他联系方式均可。如果您已无法接收安全代码，请添加新的安全信息。`,
      short: '{service}：还剩{daysLeft, plural, other {#天}}可确认您能收到安全代码。请登录并获取安全代码。',
    },
    'two-step-changed': {
      subject: '您的账户已{enabled, select, yes {开启} other {关闭}}两步验证',
      body: `您的{service}已{enabled, select, yes {开启} other {关闭}}两步验证。{enabled, select, yes {从现在起，登录时除密码外还需要安全代码，受信任的设备除外。} other {登录时不再需要密码之外的安全代码，所有设备均不再受信任。}}

如果这不是您本人的操作，请登录并更改密码，然后检查您的安全信息。`,
      short:
        '{service}：已{enabled, select, yes {开启} other {关闭}}两步验证。不是您本人？请登录并更改密码。',
    },
    'app-password-made': {
      subject: '您的账户创建了应用密码',
      body: `您的{service}创建了应用密码。拥有该密码的应用无需安全代码即可使用邮件、消息、文件和设备。

如果这不是您本人的操作，请登录并撤销该密码，然后更改您的密码。`,
      short: '{service}：创建了应用密码。不是您本人？请登录并撤销该密码，然后更改您的密码。',
    },
    'recovery-code-made': {
      subject: '您的账户创建了恢复代码',
      body: `您的{service}创建了恢复代码。拥有该代码的人无需安全代码即可设置新密码。之前的恢复代码均已失效。

如果这不是您本人的操作，请登录并重新创建恢复代码，然后更改密码。`,
      short: '{service}：创建了恢复代码。不是您本人？请登录并重新创建，然后更改密码。',
    },
    'recovery-code-used': {
      subject: '您账户的恢复代码已被使用',
      body: `有人使用恢复代码重新进入了您的{service}。该代码现已失效，并已显示新的代码取而代之。

如果这不是您本人的操作，请立即在登录页面开始账户恢复，并重新创建恢复代码。`,
      short: '{service}：您的恢复代码已被使用并替换。不是您本人？请在登录页面恢复账户。',
    },
    'password-changed': {
      subject: '您账户的密码已更改',
      body: `您的{service}的密码已更改，所有人都已退出登录，包括受信任的设备和使用应用密码的应用。在此之前不久保存的恢复代码已失效。

{undo, select, yes {如果这不是您本人的操作，请打开此页面并确认。更改密码的人将退出登录，新密码需要用只有您能看到的安全代码来设置：

{link}} other {如果这不是您本人的操作，请在登录页面开始账户恢复，并检查您的安全信息。}}`,
      short:
        '{service}：密码已更改，所有人都已退出登录。不是您本人？{undo, select, yes {{link}} other {请在登录页面恢复账户。}}',
    },
    'account-erased': {
      subject: '您账户的安全信息已清除',
      body: `有人登录了您的{service}，并能通过其中的联系方式接收安全代码，该人要求清除账户。此地址、所有其他安全信息以及保存的与账户有关的一切内容现将永久清除。

如果这不是您本人的操作，请联系{service}。这是发送到此地址的最后一条消息。`,
      short: '{service}：账户及此号码均已清除。不是您本人？请与我们联系。这是发送给您的最后一条消息。',
    },
    'password-repudiated': {
      subject: '您账户的新密码已撤销',
      body: `能够通过您的某个联系方式查看消息的人表示，您的{service}的新密码并非本人设置。所有人都已退出登录，在使用安全代码设置新密码之前，任何人都无法进入。

请在登录页面开始账户恢复，并检查您的安全信息。`,
      short: '{service}：新密码已撤销，所有人都已退出登录。请在登录页面恢复账户。',
    },
  },
  footer: '您收到此消息，是因为此地址现在或曾经是您的{service}的安全信息。它不会用于任何其他目的。',
};
