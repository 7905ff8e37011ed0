namespace SocialCommerce.Kernel.Http;

/// <summary>Who calls: the shop behind the key of this request, and the person where it is an operator's.</summary>
public sealed class Caller
{
    private Shop? _shop;

    /// <summary>The shop; only endpoints of a shop's own key may ask.</summary>
    public Shop Shop
    {
        get => _shop ?? throw new InvalidOperationException("This endpoint is not called with a shop's key.");
        set => _shop = value;
    }

    /// <summary>The shop where a shop's key called, else null.</summary>
    public Shop? Known => _shop;

    /// <summary>The named person; null for a backend's key, and for the platform's.</summary>
    public Person? Person { get; set; }

    /// <summary>The key itself; null for the platform's.</summary>
    public long? KeyId { get; set; }

    /// <summary>
    /// The person, who must hold one of the roles; any person where none is named. What an endpoint always asks for
    /// stands on the endpoint (<see cref="RequiredCallers"/>); this is for what depends on the request or the shop.
    /// </summary>
    /// <exception cref="ProblemException">403 PERSON_REQUIRED or ROLE_MISSING.</exception>
    public Person RequirePerson(params IReadOnlyCollection<string> roles)
    {
        if (Person is null)
            throw AccessProblems.PersonRequired.Because("This needs a named person: use an operator's key.");
        if (roles.Count > 0 && !Person.Holds(roles))
            throw AccessProblems.RoleMissing.Because(
                $"This needs one of the roles {string.Join(", ", roles)}; the key's person "
                    + "has none of them.");
        return Person;
    }
}
