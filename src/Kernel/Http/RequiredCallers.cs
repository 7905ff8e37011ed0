namespace SocialCommerce.Kernel.Http;

/// <summary>
/// On an endpoint that changes something: which callers it is for. The roles matrix in <c>docs/security.md</c> is made
/// of these.
/// </summary>
/// <param name="Roles">
/// A person needs one of them. Where none is named, any person will do or, with backends, no person.
/// </param>
/// <param name="Backends">Whether a key that belongs to no person may call it.</param>
public sealed record RequiredCallers(IReadOnlyList<string> Roles, bool Backends)
{
    /// <summary>Whether a person who holds this role alone may call it.</summary>
    public bool Allows(string role) =>
        Roles.Contains(role) || (Roles.Count == 0 && !Backends && role != Operators.Roles.Auditor);

    /// <summary>Refuses any other caller.</summary>
    /// <exception cref="ProblemException">403 PERSON_REQUIRED or ROLE_MISSING.</exception>
    public void Check(Caller caller)
    {
        if (caller.Person is null && Backends) return;
        if (Backends && Roles.Count == 0)
            throw AccessProblems.RoleMissing.Because("This operation is for backends; no person's key may call it.");
        caller.RequirePerson(Roles);
    }
}
