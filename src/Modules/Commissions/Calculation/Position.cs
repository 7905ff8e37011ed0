using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>A person at a depth: 1 for the buyer's referrer, or for the buyer where own purchases pay.</summary>
internal sealed class Position(SnapshotPerson person, int depth)
{
    public SnapshotPerson Person => person;

    public int Depth => depth;
}
