// Shows the survey at once, whatever its conditions, and as often as it is wanted. What is answered here is a
// test. A draft is shown to those who may read it.
const {survey, base, locale: wanted} = document.body.dataset;
const api = base + 'api/v1/surveys/' + survey;
const locale = '?locale=' + encodeURIComponent(wanted);

/** The CSRF token of the cookie, whose name has a prefix over TLS, has to be sent in a header too. */
const cookie = (name) => (document.cookie.match('(?:^|; )' + name + '=([^;]*)') || [])[1];
const token = () => cookie('__Host-XSRF-TOKEN') || cookie('__Secure-XSRF-TOKEN') || cookie('XSRF-TOKEN') || '';

const sendTest = (address) => (body) =>
  fetch(address + '/responses', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-XSRF-TOKEN': decodeURIComponent(token())},
    body: JSON.stringify({...body, test: true}),
  });

const open = async () => {
  const published = base + 'api/v1/public/surveys/' + survey;
  const live = await fetch(published + locale, {credentials: 'omit'});
  if (live.ok) {
    return {definition: await live.json(), send: sendTest(published)};
  }
  const draft = await fetch(api + '/preview' + locale);
  return draft.ok ? {definition: await draft.json(), send: sendTest(api)} : null;
};

/** Who chose a language for the dashboard reads this page in it, too. */
const chosen = localStorage.getItem('voce.language');
if (chosen && chosen !== document.documentElement.lang && !new URLSearchParams(location.search).has('locale')) {
  location.replace('?locale=' + encodeURIComponent(chosen));
}

open().then((options) => {
  const show = () => voce('show', survey, options);
  document.getElementById('closed').hidden = Boolean(options);
  document.getElementById('test').hidden = !options;
  document.getElementById('again').hidden = !options;
  if (options) {
    document.getElementById('again').addEventListener('click', show);
    show();
  }
});
