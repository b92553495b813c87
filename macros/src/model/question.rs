//! Questions that checking, analysis and expansion ask of a model.

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::Type;
use syn::ext::IdentExt;

use super::{Equation, Kind, Model};
use crate::expression::{Expr, Node, Symbol};

impl Model {
    /// Every name that equations can use, with what it stands for.
    pub(crate) fn names(&self) -> Vec<(String, Symbol)> {
        let mut names = Vec::new();
        let mut list = |name: String, symbol| names.push((name, symbol));
        for (k, field) in self.parameters.iter().enumerate() {
            list(field.name(), Symbol::Parameter(k));
        }
        for (k, state) in self.states.iter().enumerate() {
            list(state.field.name(), Symbol::State(k));
        }
        for (k, input) in self.inputs.iter().enumerate() {
            list(input.name(), Symbol::Input(k));
        }
        for (k, definition) in self.definitions.iter().enumerate() {
            list(definition.name(), Symbol::Definition(k));
        }
        // Also where its type is missing, which is reported once and not for each use.
        if matches!(self.kind, Kind::Neuron | Kind::Synapse) {
            list("weight".to_owned(), Symbol::Weight);
        }
        if self.kind == Kind::Plasticity {
            list("release".to_owned(), Symbol::Release);
        }
        if let Some(pulse) = &self.pulse {
            list(pulse.name(), Symbol::Pulse);
        }
        if let Some(drive) = &self.drive {
            list(drive.name(), Symbol::Drive);
        }
        if let Some(post) = &self.post {
            list(post.name(), Symbol::Post);
        }
        names
    }

    /// What a symbol is called.
    pub(crate) fn name_of(&self, symbol: Symbol) -> String {
        if let Symbol::Noise(k) = symbol {
            return self.noises[k].clone();
        }
        let names = self.names().into_iter();
        let mut named = names.filter(|(_, other)| *other == symbol);
        named.next().map_or("t".to_owned(), |(name, _)| name)
    }

    /// Whether all attributes of these names could be read, so that what they do not say is not there.
    pub(crate) fn has_read(&self, attributes: &[&str]) -> bool {
        let unread = |name: &&str| self.unread.iter().any(|other| other == name);
        !attributes.iter().any(unread)
    }

    /// Whether `t` is time rather than a variable of the modeler's.
    pub(crate) fn has_time(&self) -> bool {
        self.names().iter().all(|(name, _)| name != "t")
    }

    /// The identifiers of the struct's own variables, in the order in which equations list them.
    pub(crate) fn identifiers(&self) -> Vec<&Ident> {
        let parameters = self.parameters.iter().map(|field| &field.ident);
        let states = self.states.iter().map(|state| &state.field.ident);
        let inputs = self.inputs.iter().map(|input| &input.ident);
        let definitions = self.definitions.iter().map(|d| &d.ident);
        let ports = self.drive.iter().chain(&self.post).map(|port| &port.ident);
        let pulse = self.pulse.iter().map(|pulse| &pulse.ident);
        parameters
            .chain(states)
            .chain(inputs)
            .chain(definitions)
            .chain(ports)
            .chain(pulse)
            .collect()
    }

    /// The state equations, with the index of their state.
    pub(crate) fn odes(&self) -> impl Iterator<Item = (usize, &Equation)> {
        self.states
            .iter()
            .enumerate()
            .filter_map(|(k, state)| state.ode.as_ref().map(|ode| (k, ode)))
    }

    /// The expression with every definition in it written out.
    pub(crate) fn expanded(&self, e: &Expr) -> Expr {
        self.written_out(e).unwrap_or_else(|| e.clone())
    }

    /// The same, or nothing where there is no definition in it.
    fn written_out(&self, e: &Expr) -> Option<Expr> {
        match e.symbol() {
            Some(Symbol::Definition(k)) => Some(self.expanded(&self.definitions[k].equation.rhs)),
            _ => e.map(|child| self.written_out(child)),
        }
    }

    /// Every variable that the expression depends on, through definitions.
    pub(crate) fn dependencies(&self, e: &Expr) -> HashSet<Symbol> {
        let mut found = HashSet::new();
        self.collect(e, &mut found);
        found
    }

    fn collect(&self, e: &Expr, found: &mut HashSet<Symbol>) {
        e.find(&mut |symbol| {
            if found.insert(symbol)
                && let Symbol::Definition(k) = symbol
            {
                self.collect(&self.definitions[k].equation.rhs, found);
            }
            false
        });
    }

    /// The definitions that can be recorded between steps: those that depend on no input.
    pub(crate) fn recordable(&self) -> Vec<usize> {
        if self.kind == Kind::Output {
            return Vec::new();
        }
        let is_known = |symbol: &Symbol| {
            matches!(
                symbol,
                Symbol::Parameter(_) | Symbol::State(_) | Symbol::Definition(_) | Symbol::Time
            )
        };
        let depends = |k: &usize| self.dependencies(&self.definitions[*k].equation.rhs);
        let indices = 0..self.definitions.len();
        indices
            .filter(|k| depends(k).iter().all(is_known))
            .collect()
    }

    /// The bodies of the definitions, for derivatives.
    pub(crate) fn definition_bodies(&self) -> Vec<&Expr> {
        let definitions = self.definitions.iter();
        definitions.map(|d| &d.equation.rhs).collect()
    }

    /// The state whose equation reads the input: what outputs at that input see of the neuron.
    pub(crate) fn membrane_of(&self, input: usize) -> Option<usize> {
        self.membranes.get(input).copied().flatten()
    }

    /// Looks up the membrane state of each input, once names are known.
    pub(crate) fn find_membranes(&mut self) {
        let written = self.states.iter().map(|state| match state.written() {
            Some(rhs) => self.dependencies(rhs),
            None => HashSet::new(),
        });
        let used: Vec<HashSet<Symbol>> = written.collect();
        let reads =
            |input: usize| move |used: &HashSet<Symbol>| used.contains(&Symbol::Input(input));
        let inputs = 0..self.inputs.len();
        self.membranes = inputs.map(|k| used.iter().position(reads(k))).collect();
    }

    /// The inputs whose membrane state this is.
    pub(crate) fn inputs_at(&self, state: usize) -> Vec<usize> {
        (0..self.inputs.len())
            .filter(|input| self.membrane_of(*input) == Some(state))
            .collect()
    }

    /// The states that stand still while the neuron is refractory.
    pub(crate) fn held(&self) -> Vec<usize> {
        let hold = self.refractory.iter().flat_map(|r| &r.hold);
        hold.filter_map(Expr::state).collect()
    }

    /// The states that take the whole step while the others are sub-stepped.
    pub(crate) fn slow(&self) -> Vec<usize> {
        let slow = self.solver.iter().flat_map(|choice| &choice.slow);
        slow.filter_map(Expr::state).collect()
    }

    /// The type of what the synapse hands on: that of the state if it is one alone, else that of the weight.
    pub(crate) fn output_type(&self) -> Option<&Type> {
        let Some(output) = &self.output else {
            return self.weight.as_ref();
        };
        if let Some(ty) = &output.ty {
            return Some(ty);
        }
        match output.value.node {
            Node::Variable {
                symbol: Symbol::State(k),
                ..
            } => Some(&self.states[k].field.ty),
            _ => self.weight.as_ref(),
        }
    }

    /// The name as in equations, also of a raw identifier.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

impl Expr {
    /// What this variable stands for.
    pub(crate) fn symbol(&self) -> Option<Symbol> {
        match self.node {
            Node::Variable { symbol, .. } => Some(symbol),
            _ => None,
        }
    }

    /// The state that this variable is.
    pub(crate) fn state(&self) -> Option<usize> {
        match self.symbol() {
            Some(Symbol::State(k)) => Some(k),
            _ => None,
        }
    }
}
