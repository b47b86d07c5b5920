// What the shop's buttons do: they call the API and say how it went. Runs in the browser, without any library.
const toast = document.getElementById('toast');
let toastTimer;

function say(text) {
  toast.textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (toast.textContent = ''), 5000);
}

async function ask(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok)
    throw new Error(response.status >= 500 ? 'Something went wrong here. Please try again.' : answer.message);
  return answer;
}

/** Runs `work` while `button` is disabled and tells when it fails. */
async function whileBusy(button, work) {
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    say(error.message);
  } finally {
    button.disabled = false;
  }
}

async function addToCart(productId) {
  const { items } = await ask('POST', '/api/cart/items', { productId, quantity: 1 });
  document.getElementById('cart-count').textContent = items.reduce((sum, item) => sum + item.quantity, 0);
  say('In your cart.');
}

async function removeFromCart(productId) {
  await ask('DELETE', `/api/cart/items/${encodeURIComponent(productId)}`);
  location.reload();
}

async function order() {
  const placed = await ask('POST', '/api/checkout', {});
  document.getElementById('order-id').textContent = placed.orderId;
  document.getElementById('order-total').textContent = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'EUR',
  }).format(placed.totalCents / 100);
  document.getElementById('order-days').textContent = placed.days;
  document.getElementById('order-trace').href = placed.traceUrl;
  document.getElementById('cart').hidden = true;
  document.getElementById('cart-count').textContent = '0';
  const thanks = document.getElementById('thanks');
  thanks.hidden = false;
  thanks.focus();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const { add, remove } = button.dataset;
  if (add) whileBusy(button, () => addToCart(add));
  if (remove) whileBusy(button, () => removeFromCart(remove));
  if (button.id === 'checkout') whileBusy(button, order);
});
