"""What a reseller sells: servers of a VirtFusion panel and machines of Infrahub. `sleep` waits so many seconds."""

import http.client
import json
import time
import urllib.error
import urllib.request

IMAGE = "Ubuntu Server 24.04 LTS (Noble Numbat)"
BACKOFF = [1, 2, 4]
POLL = 5


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, what, status, body, retry_after):
        super().__init__(f"{what} answered {status}: {body}")
        self.status, self.body, self.retry_after = status, body, retry_after


class Lost(Exception):
    """No answer that can be read: nobody knows whether the work is done."""


class Api:
    """A vendor's API over HTTP. It outlasts a bad minute; `timeout` ends a silence."""

    def __init__(self, url, headers, sleep=time.sleep, timeout=10):
        self.url, self.headers, self.sleep, self.timeout = url, headers, sleep, timeout
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open

    def call(self, method, path, body=None):
        for turn in range(len(BACKOFF) + 1):
            try:
                return self._once(method, path, body)
            except (Refused, Lost) as error:
                # The endpoint says that it did nothing, or the call changes nothing.
                again = is_busy(error) or (method == "GET" and is_unclear(error))
                if not again or turn == len(BACKOFF):
                    raise
                waits = getattr(error, "retry_after", None)
                self.sleep(BACKOFF[turn] if waits is None else waits)

    def _once(self, method, path, body):
        what = f"{method} {path}"
        data = None if body is None else json.dumps(body).encode()
        headers = {**self.headers, "content-type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with self._open(request, timeout=self.timeout) as reply:
                text = reply.read()
            return json.loads(text) if text else None
        except urllib.error.HTTPError as refusal:
            with refusal:
                text = refusal.read().decode()
            waits = refusal.headers.get("retry-after")
            raise Refused(what, refusal.code, text, None if waits is None else int(waits)) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Lost(f"{what} was lost: {error!r}") from error


def is_busy(error):
    return getattr(error, "status", None) in (429, 503)


def is_unclear(error):
    return isinstance(error, Lost) or getattr(error, "status", 0) >= 500


class Panel:
    """Virtual servers, sold from a VirtFusion panel."""

    def __init__(self, url, token, **options):
        self.api = Api(url, {"authorization": f"Bearer {token}"}, **options)

    def user(self, customer):
        """The panel's user of a customer, made at his first order."""
        try:
            return self.api.call("GET", f"/users/{customer['number']}/byExtRelation")["data"]
        except Refused as error:
            if error.status != 404:
                raise
        body = {"name": customer["name"], "email": customer["email"], "extRelationId": customer["number"], "selfService": 1}
        return self.api.call("POST", "/users", body)["data"]

    def order(self, customer, package=1, system=1, hostname="web"):
        """Orders, installs and waits. What cannot be built is taken away again, so that nobody pays for it."""
        server = self.create(self.user(customer)["id"], package)
        self.api.call("POST", f"/servers/{server}/build", {"operatingSystemId": system, "name": hostname})
        while (shown := self.server(server))["state"] != "complete":
            if shown["state"] == "failed":
                self.terminate(server)
                raise RuntimeError(f"server {server} could not be built")
            self.api.sleep(POLL)
        return server

    def create(self, user, package):
        """An order whose answer was lost is looked for before it is sent again: a server too many costs money."""
        before = self.servers(user)
        for turn in range(2):
            try:
                wish = {"packageId": package, "userId": user, "hypervisorId": 1}
                return self.api.call("POST", "/servers", wish)["data"]["id"]
            except (Refused, Lost) as error:
                made = [one for one in self.servers(user) if one not in before] if is_unclear(error) else []
                if made:
                    return made[0]
                if turn == 1 or not is_unclear(error):
                    raise

    def servers(self, user):
        return [one["id"] for one in self.api.call("GET", f"/servers/user/{user}")["data"]]

    def server(self, server):
        return self.api.call("GET", f"/servers/{server}")["data"]

    def suspend(self, server):
        self.api.call("POST", f"/servers/{server}/suspend")

    def resume(self, server):
        self.api.call("POST", f"/servers/{server}/unsuspend")

    def terminate(self, server):
        """Gone is gone, whoever took it away."""
        try:
            self.api.call("DELETE", f"/servers/{server}")
        except Refused as error:
            if "server not found" not in error.body:
                raise

    def bill(self, customer, month):
        """What a customer used in a month, `2026-01`, in cents: a token costs one."""
        path = f"/selfService/usage/byUserExtRelationId/{customer['number']}?period[]={month}-01&range=m"
        return round(self.api.call("GET", path)["data"]["usageServersBillable"]["token"])


class Gpus:
    """Machines with GPUs and without, rented from Infrahub."""

    def __init__(self, url, api_key, **options):
        self.api = Api(url, {"api_key": api_key}, **options)

    def settle(self, name, region, key):
        """A place for a customer's machines, with his key."""
        self.api.call("POST", "/core/environments", {"name": name, "region": region})
        self.api.call("POST", "/core/keypairs", {"environment_name": name, "name": name, "public_key": key})

    def rent(self, place, name, flavor):
        wish = {"name": name, "environment_name": place, "image_name": IMAGE, "flavor_name": flavor, "key_name": place, "count": 1}
        machine = self.api.call("POST", "/core/virtual-machines", wish)["instances"][0]["id"]
        while self.machine(machine)["status"] != "ACTIVE":
            self.api.sleep(POLL)
        return machine

    def machine(self, machine):
        return self.api.call("GET", f"/core/virtual-machines/{machine}")["instance"]

    def give_back(self, machine):
        self.api.call("DELETE", f"/core/virtual-machines/{machine}")

    def bill(self, month):
        """What all machines cost in a month, in cents."""
        window = f"start_date={month}-01T00:00:00&end_date={after(month)}-01T00:00:00"
        told = self.api.call("GET", f"/billing/billing/history/virtual-machine?{window}")["billing_history_vm"]
        return round(100 * sum(one["metrics"]["incurred_bill"] for one in told["billing_history"]))


def after(month):
    """The month after one: `2027-01` after `2026-12`."""
    year, of = map(int, month.split("-"))
    return f"{year + of // 12}-{of % 12 + 1:02}"
