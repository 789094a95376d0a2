//! What a contender is: a function of a delivery in the form that it takes, made before the clock runs; and that it is right.

use std::hint::black_box;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use countersign::{Delivery, Scheme, UnixTime, Webhook};
use countersign_bench::{OTHER_SECRET, SECRET, Sent, deliveries};

/// One way to decide.
pub(crate) trait Contender {
    fn name(&self) -> &'static str;

    /// Whether it accepts what is genuine, and refuses a forged signature and a body that was changed.
    ///
    /// # Errors
    /// If it does not.
    fn check(&self) -> Result<()>;

    /// Decides so many deliveries, and gives how often it was right.
    fn decide(&self, count: usize) -> usize;
}

/// The deliveries of one scheme and size. They live as long as the process, so that everyone may borrow them.
#[derive(Clone, Copy)]
pub(crate) struct Deliveries {
    genuine: &'static [Sent],
    forged: &'static [Sent],
    changed: &'static Sent,
    pub(crate) webhook: &'static Webhook,
    /// The moment of signing, in seconds.
    pub(crate) now: i64,
}

impl Deliveries {
    pub(crate) fn new(scheme: &Scheme, size: usize) -> Result<Self> {
        // Whoever asks the clock by itself asks for the present.
        let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
        let genuine = deliveries(scheme, SECRET, size, now)?.leak();
        let mut changed = genuine.first().context("there are deliveries")?.clone();
        let byte = changed.body.get_mut(size / 2).context("the body has a middle")?;
        *byte = if *byte == b'x' { b'y' } else { b'x' };
        Ok(Self {
            genuine,
            forged: deliveries(scheme, OTHER_SECRET, size, now)?.leak(),
            changed: Box::leak(Box::new(changed)),
            webhook: Box::leak(Box::new(Webhook::new(scheme, [SECRET])?)),
            now,
        })
    }

    /// A contender that brings a delivery into its form by `prepare`, untimed, and takes that in `accepts`.
    pub(crate) fn contender<D: 'static>(
        self,
        name: &'static str,
        prepare: impl Fn(&'static Sent) -> Result<D> + 'static,
        accepts: impl Fn(&D) -> bool + 'static,
    ) -> Result<Box<dyn Contender>> {
        let prepared = self.genuine.iter().map(&prepare).collect::<Result<_>>()?;
        Ok(Box::new(Prepared { name, deliveries: self, prepare, accepts, prepared, genuine: true }))
    }

    /// Our own ways, which are the same for every scheme.
    pub(crate) fn ours(self) -> Result<Vec<Box<dyn Contender>>> {
        let Self { webhook, now, .. } = self;
        let now = UnixTime::from_secs(now);
        let raw = move |sent: &&Sent| webhook.verify(&sent.request(), now).is_ok();
        let forged = self.forged.iter().collect();
        Ok(vec![
            self.contender("countersign", Ok, raw)?,
            self.contender("countersign, asking the clock", Ok, move |sent| webhook.verify(&sent.request(), UnixTime::now()).is_ok())?,
            self.contender("countersign, http::Request", http_request, move |request| webhook.verify(request, now).is_ok())?,
            self.contender("countersign, streaming", Ok, move |sent| {
                webhook.begin(&sent.request(), now).is_ok_and(|mut verifier| {
                    verifier.update(&sent.body);
                    verifier.finish().is_ok()
                })
            })?,
            Box::new(Prepared {
                name: "countersign, forged",
                deliveries: self,
                prepare: Ok,
                accepts: raw,
                prepared: forged,
                genuine: false,
            }),
            self.contender("countersign, signing", Ok, move |sent| {
                let delivery = Delivery::new(&sent.body).id(id(sent)).event_type("order.updated");
                webhook.sign(&delivery, now).is_ok_and(|headers| sent.headers.ends_with(&headers))
            })?,
        ])
    }
}

fn id(sent: &Sent) -> &str {
    header(sent, "webhook-id").or_else(|| header(sent, "x-github-delivery")).unwrap_or_default()
}

/// How a receiver of its own finds a header: names are compared without regard to case.
pub(crate) fn header<'s>(sent: &'s Sent, name: &str) -> Option<&'s str> {
    sent.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The same, for who takes no other form of it.
pub(crate) fn http_request(sent: &'static Sent) -> Result<http::Request<&'static [u8]>> {
    let mut request = http::Request::builder().method("POST").uri("/webhooks");
    for (name, value) in &sent.headers {
        request = request.header(name, value);
    }
    Ok(request.body(sent.body.as_slice())?)
}

struct Prepared<D, P, A> {
    name: &'static str,
    deliveries: Deliveries,
    prepare: P,
    accepts: A,
    prepared: Vec<D>,
    /// Or else they are to be refused.
    genuine: bool,
}

impl<D, P: Fn(&'static Sent) -> Result<D>, A: Fn(&D) -> bool> Contender for Prepared<D, P, A> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn check(&self) -> Result<()> {
        let accepts = |sent| Ok::<_, anyhow::Error>((self.accepts)(&(self.prepare)(sent)?));
        let Deliveries { genuine, forged, changed, .. } = self.deliveries;
        for sent in genuine {
            ensure!(accepts(sent)?, "{} refuses a genuine delivery", self.name);
        }
        for sent in forged {
            ensure!(!accepts(sent)?, "{} accepts a forged signature", self.name);
        }
        ensure!(!accepts(changed)?, "{} accepts a body that was changed", self.name);
        Ok(())
    }

    fn decide(&self, count: usize) -> usize {
        let right = |delivery: &&D| (self.accepts)(black_box(delivery)) == self.genuine;
        self.prepared.iter().cycle().take(count).filter(right).count()
    }
}
