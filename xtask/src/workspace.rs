//! Where things stand in the repository.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The version of every crate and of the npm package: `[workspace.package]` says it once.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The repository this command was started for.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The repository whose `cargo xtask` is running.
    ///
    /// Cargo names it at run time, so that no path of the machine that compiled is kept.
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").context("this is started by cargo: run `cargo xtask` in the repository")?;
        let root = Path::new(&manifest).parent().context("xtask stands one folder below the repository's root")?;
        Ok(Self { root: root.to_owned() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder by its path from the root.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// A file or folder below cargo's target folder.
    pub(crate) fn target(&self, relative: impl AsRef<Path>) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.path("target"), |dir| self.path(dir));
        target.join(relative)
    }

    /// How a path is shown to people: from the root, where it is below it.
    pub(crate) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}
