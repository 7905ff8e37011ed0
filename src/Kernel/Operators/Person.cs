namespace SocialCommerce.Kernel.Operators;

/// <summary>The named person behind an operator's key; a backend's key has none.</summary>
/// <param name="OperatorId">The shop's own id of the person; keys are many, the person is one.</param>
/// <param name="Name">The name that records show.</param>
/// <param name="Roles">Some of <see cref="Operators.Roles"/>.</param>
public sealed record Person(string OperatorId, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>Whether the person holds one of these roles.</summary>
    public bool Holds(IEnumerable<string> roles) => roles.Any(Roles.Contains);

    /// <summary>Whether the person may look at everything and change nothing.</summary>
    public bool OnlyReads => Roles.All(role => role == Operators.Roles.Auditor);
}
