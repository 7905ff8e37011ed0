using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>Reads a member of the caller's shop: one keyed read and the shop's cached catalogue.</summary>
internal sealed class MemberReader(People people, MemberCatalogues catalogues, Caller caller, TimeProvider time)
{
    /// <summary>The member as of now.</summary>
    /// <exception cref="ProblemException">404 where the customer is unknown.</exception>
    public async Task<MemberNow> Read(string customerId, CancellationToken cancel)
    {
        var shop = caller.Shop;
        var person = await people.Ask(shop.Id, customerId, cancel)
            ?? throw CustomerProblems.CustomerNotFound.For(customerId);
        var catalogue = await catalogues.Get(shop.Id, person.SettingsVersion, cancel);
        return new MemberNow(person.Member, catalogue, person.Now(shop, time));
    }
}
